# SPDX-License-Identifier: Apache-2.0
# Of what ctest printed: the output of each failed test, at most 60 lines of it, then the names of all that failed.
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: .*\*\*\*/ && !/\*\*\*Skipped/ { lines = 60 }
/^ +Start +[0-9]+: / || /^ *[0-9]+\/[0-9]+ Test +#[0-9]+: [^*]*$/ || /^[0-9]+% tests passed/ { lines = 0 }
lines > 0 { print; --lines }
/^\t *[0-9]+ - .*\)$/ && !/\((Skipped|Disabled)\)$/ { sub(/^\t *[0-9]+ - /, "failed: "); names[++count] = $0 }
END { for (i = 1; i <= count; ++i) print names[i] }
