# SPDX-License-Identifier: Apache-2.0
# Of ctest's LastTest.log: what was skipped, by name, with the reason, and how many.
/: Skipped$/ { reason = ""; reading = 1; next }
reading && /^$/ { reading = 0; next }
reading && !/^\[/ { reason = reason (reason == "" ? "" : " ") $0; next }
/^\[  SKIPPED \] [^ ]+ \(/ { reading = 0; add($4 ": " reason) }
/^SKIPPED, and so not tested: / { sub(/^SKIPPED, and so not tested: /, ""); add($0) }
function add(line) { if (!(line in seen)) { seen[line] = 1; lines[++count] = line } }
END {
  for (i = 1; i <= count; ++i) print "skipped: " lines[i]
  if (count) print count " skipped"
}
