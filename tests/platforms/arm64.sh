#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the program's code and its unit tests for arm64, by Debian 13's cross compiler with warnings as errors, and
# runs them under qemu-user. In a chroot of its own, kept as run.sh keeps its chroots. Needs root and debootstrap.
#   sh tests/platforms/arm64.sh [OPTION-OF-THE-TESTS…]    such as --gtest_filter=CopyRow.*
set -eu
cd "$(dirname "$0")/../.."
SENT_SYSTEM=debian-13
deadline=""
. deploy/packages.sh
. tests/platforms/chroot.sh
root=$kept/$SYSTEM-arm64

# Programs are this machine's, libraries are arm64's.
libraries=""
for package in $BUILD_PACKAGES libgtest-dev libfaketime; do
  case $package in
    *-dev | libfaketime) libraries="$libraries $package" ;;
  esac
done
for package in $PLAIN_HEADER_PACKAGES; do
  libraries=$(echo "$libraries " | sed "s/ $package / /")
done
foreign=$(for package in $libraries; do printf ' %s:arm64' "$package"; done)

ready_chroot
copy_source
in_chroot "$(remaining)" sh -euc "cd \"\$FOLDER\"
  dpkg --add-architecture arm64
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends crossbuild-essential-arm64 qemu-user \
    cmake ninja-build ccache gzip prometheus python3 json-schema-test-suite $PLAIN_HEADER_PACKAGES $foreign >/dev/null
  cmake -G Ninja -S . -B build/arm64 -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64 \
    -DCMAKE_CXX_COMPILER=aarch64-linux-gnu-g++ -DPKG_CONFIG_EXECUTABLE=/usr/bin/aarch64-linux-gnu-pkg-config \
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DCMAKE_CXX_FLAGS='-Wall -Wextra' \
    -DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DSENT_TESTS=ON >/dev/null
  cmake --build build/arm64 --target sent_unit_tests
  export SENT_TEST_EFFORT=short  # emulation is slow
  exec qemu-aarch64 build/arm64/tests/sent_unit_tests --gtest_brief=1 \"\$@\"" sh "$@"
