#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the program and its unit tests by the clang of one system, with warnings as errors, and runs the unit tests. In
# the chroot of run.sh, under the same conditions.
#   [SENT_CLANG=MAJOR] sh tests/platforms/clang.sh SYSTEM    MAJOR: any clang that the system has; 14 to 19 have passed
set -eu
cd "$(dirname "$0")/../.."
. tests/platforms/system.sh

ready_chroot
copy_source
part "build by clang $CLANG" 'export SENT_CLANG=$1
  . deploy/packages.sh; install_packages $BUILD_PACKAGES $TEST_PACKAGES clang-$CLANG
  cmake --preset clang --fresh >/dev/null; cmake --build --preset clang -- -k 0' "$CLANG"
part "unit tests built by clang $CLANG" 'build/clang/tests/sent_unit_tests --gtest_brief=1'
echo "== $SYSTEM passed with clang $CLANG"
