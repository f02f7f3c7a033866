#!/bin/sh
# Installs what is missing, builds, and runs every test. Safe to repeat; fast when nothing changed.
#   sh tests/run.sh [PRESET] [CTEST-OPTION...]
# PRESET: test (the default: optimised, warnings are errors), asan (address, leak and undefined behaviour) or tsan
# (threads), the same suite but for what SENT_TEST_EFFORT=short leaves out (support/effort.hpp), asan-smoke or tsan-smoke
# (the program alone is built with the sanitizer, and put through those tests of the command line that are not many runs of
# the same, as enumerations of faults are), or fuzz (ten seconds for
# each parser, by clang).
set -eu
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
sanitizer=${preset%-smoke}
if [ "$sanitizer" != "$preset" ]; then
  cmake --preset test >/dev/null
  cmake --build --preset test
  cmake --preset "$sanitizer" >/dev/null
  cmake --build --preset "$sanitizer" --target sent-source-data
else
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset"
fi
# ThreadSanitizer's shadow memory has its place, which Linux may have given away where addresses are very random.
fixed_addresses=""
if [ "$sanitizer" = tsan ] && setarch -R true 2>/dev/null; then
  fixed_addresses="setarch -R"
fi
$fixed_addresses ctest --preset "$preset" "$@"
if [ "$sanitizer" != "$preset" ]; then
  sh tests/sanitizer_reports.sh "build/$sanitizer"
fi
