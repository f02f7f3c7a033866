#!/bin/sh
# Installs what is missing, builds, and runs every test. Safe to repeat; fast when nothing changed.
set -eu
cd "$(dirname "$0")/.."
. deploy/packages.sh
install_packages $BUILD_PACKAGES $TEST_PACKAGES
cmake --preset test >/dev/null
cmake --build --preset test
ctest --preset test "$@"
