#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the last commit twice, in two folders, with two umasks, time zones and locales, without the compiler cache, and
# compares program and package. Takes two release builds.
#   sh tests/platforms/reproducible.sh [BUILD-OPTION…]    such as -j 2
set -eu
cd "$(dirname "$0")/../.."
. deploy/packages.sh
install_packages $BUILD_PACKAGES $PACKAGE_PACKAGES git
commit=$(git rev-parse HEAD)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH CCACHE_DISABLE=1
# Not in TMPDIR: a quote in the name of the folder would become part of the program (docs/verify.md).
work=$(mktemp -d /tmp/sent-reproducible-XXXXXX)
trap 'rm -rf "$work"' EXIT

# build FOLDER BUILD-OPTION…
build() {
  folder=$1
  shift
  mkdir -p "$folder"
  git archive "$commit" | tar -C "$folder" -xf -
  (cd "$folder" && cmake --preset release >/dev/null && cmake --build --preset release "$@" &&
    cd build/release && cpack -G DEB)
}

(umask 022; export TZ=UTC LANG=C; build "$work/one" "$@")
(umask 077; export TZ=Pacific/Chatham LANG=C.UTF-8; build "$work/the other, which is longer" "$@")
same=yes
for tar in --ctrl-tarfile --fsys-tarfile; do
  sums=$(for deb in "$work"/*/build/release/*.deb; do dpkg-deb "$tar" "$deb" | sha256sum; done | sort -u)
  echo "$tar: $(echo "$sums" | tr '\n' ' ')"
  [ "$(echo "$sums" | wc -l)" -eq 1 ] || same=""
done
for deb in "$work"/*/build/release/*.deb; do
  dpkg-deb --fsys-tarfile "$deb" | tar -xOf - ./usr/bin/sent-source-data | sha256sum
  if dpkg-deb --fsys-tarfile "$deb" | grep -aqF "$work"; then
    echo "a path of the build is in $deb" >&2
    same=""
  fi
done
[ -n "$same" ] || { echo "FAILED: two builds of $commit differ" >&2; exit 1; }
echo "two builds of $commit are the same"
