#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the program and its unit tests by the clang of one system, with warnings as errors, and runs the unit tests. In
# the chroot of run.sh, under the same conditions.
#   sh tests/platforms/clang.sh SYSTEM
set -eu
cd "$(dirname "$0")/../.."
. tests/platforms/system.sh

ready_chroot
copy_source
part "build by clang $CLANG" '. deploy/packages.sh; install_packages $BUILD_PACKAGES $TEST_PACKAGES clang-$CLANG
  cmake --preset clang >/dev/null; cmake --build --preset clang -- -k 0'
part "unit tests built by clang $CLANG" 'build/clang/tests/sent_unit_tests --gtest_brief=1'
echo "== $SYSTEM passed with clang $CLANG"
