#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The benchmark: installs what is missing, builds the program and measures it; the README.md beside this describes it.
#   sh tests/bench/run.sh [--scale S] [--rounds N] [--peers] [--json FILE]
set -eu
# nginx reads its files as another user.
umask 022
cd "$(dirname "$0")/../.."
. deploy/packages.sh
install_packages $BUILD_PACKAGES $BENCH_PACKAGES
cmake --preset bench >/dev/null
cmake --build --preset bench
build/bench/sent_bench
python3 tests/bench/bench.py --program "$PWD/build/bench/sent-source-data" "$@"
