#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The Debian package on one system: builds it there, has lintian read it, and on another chroot of that system, bare,
# installs it, upgrades it from an older one, runs the program and the sample, and purges it. Needs root and debootstrap.
#   sh tests/platforms/package.sh SYSTEM
# SYSTEM: a row of deploy/packages.sh. The chroots and their mirror are those of run.sh; the bare one is kept as
# SYSTEM-bare, and what is done to it is done to a copy. Exit code 77: this system cannot be had here.
set -eu
cd "$(dirname "$0")/../.."
. tests/platforms/system.sh

ready_chroot
copy_source
part "package, built with umask 077" '. deploy/packages.sh; umask 077
  install_packages $BUILD_PACKAGES $PACKAGE_PACKAGES lintian
  rm -f build/release/sent-source-data_*.deb
  cmake --workflow --preset deb >build.log 2>&1 || { tail -n 40 build.log; exit 1; }
  ls -l build/release/*.deb; dpkg-deb --info build/release/*.deb | sed -n "/Package:/,\$p"'
part lintian 'lintian --version; lintian --fail-on error,warning --info --display-info --tag-display-limit 0 \
  --show-overrides build/release/sent-source-data_*.deb'

built=$root$folder/build/release
root=$kept/$SYSTEM-bare
ready_chroot
copy=$kept/$SYSTEM-bare.copy
rm -rf "$copy"
trap 'rm -rf "$copy"' EXIT
cp -a "$root" "$copy"
root=$copy
copy_source
cp "$built"/sent-source-data_*.deb "$root$folder/new.deb"
part "installation, upgrade, removal" 'sh tests/platforms/installed.sh new.deb'
echo "== package of $SYSTEM passed"
