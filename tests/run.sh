#!/bin/sh
# Installs what is missing, builds, and runs every test. Safe to repeat; fast when nothing changed.
#   sh tests/run.sh [PRESET [CTEST-OPTION...]]
# PRESET: test (the default: optimised, warnings are errors), asan (address, leak and undefined behaviour) or tsan
# (threads), the same suite with its enumerations thinned out, or fuzz (ten seconds for each parser, by clang).
set -eu
cd "$(dirname "$0")/.."
. deploy/packages.sh
preset=test
if [ $# -gt 0 ]; then
  preset=$1
  shift
fi
install_packages $BUILD_PACKAGES $TEST_PACKAGES
[ "$preset" != fuzz ] || install_packages $FUZZ_PACKAGES
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
ctest --preset "$preset" "$@"
