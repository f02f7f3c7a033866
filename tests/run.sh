#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and runs every test. Safe to repeat; fast when nothing changed.
#   sh tests/run.sh [PRESET] [CTEST-OPTION...]
# PRESET:
#   test                    the default: optimised, warnings are errors
#   asan, tsan              the same tests with AddressSanitizer, LeakSanitizer and UBSan, or with ThreadSanitizer; no
#                           memory tests, and fewer repetitions (SENT_TEST_EFFORT=short, see support/suite/effort.hpp)
#   asan-smoke, tsan-smoke  builds only the program with the sanitizer, and runs most tests of the program with even
#                           fewer repetitions (SENT_TEST_EFFORT=smoke)
#   fuzz                    each parser for ten seconds, built by clang
# CTEST-OPTION: for example -R Shipper, for the tests with that in their names.
set -eu
# Servers that tests start read their files as another user.
umask 022
cd "$(dirname "$0")/.."
. deploy/packages.sh
preset=test
case "${1:--}" in
  -*) ;;
  *)
    preset=$1
    shift
    ;;
esac
if [ "$preset" = fuzz ]; then
  install_packages $BUILD_PACKAGES $FUZZ_PACKAGES
else
  install_packages $BUILD_PACKAGES $TEST_PACKAGES
fi
# timed WHAT COMMAND...: .ci/run collects what this prints. Returns what the command returned: after "timed ... ||" the
# shell does not end at a failure by itself.
timed() {
  what=$1
  shift
  begin=$(date +%s)
  returned=0
  "$@" || returned=$?
  echo "took $(($(date +%s) - begin)) s $what"
  return $returned
}
# build PRESET BUILD-OPTION...
build() {
  cmake --preset "$1" >/dev/null
  timed "build of $1" cmake --build --preset "$@"
}
sanitizer=${preset%-smoke}
if [ "$sanitizer" != "$preset" ]; then
  build test
  build "$sanitizer" --target sent-source-data
else
  build "$preset"
fi
# ThreadSanitizer needs certain addresses for its shadow memory. If addresses are very random, Linux may use them first.
fixed_addresses=""
if [ "$sanitizer" = tsan ] && setarch -R true 2>/dev/null; then
  fixed_addresses="setarch -R"
fi
status=0
timed "tests of $preset" $fixed_addresses ctest --preset "$preset" "$@" || status=$?
if [ "$sanitizer" != "$preset" ]; then
  sh tests/sanitizer_reports.sh "build/$sanitizer" || status=$?
  awk -f tests/skipped.awk build/test/Testing/Temporary/LastTest.log
else
  awk -f tests/skipped.awk "build/$preset/Testing/Temporary/LastTest.log"
fi
exit $status
