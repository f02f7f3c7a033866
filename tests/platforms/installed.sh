#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# On a bare system whose content does not matter, as root: installs an older package than the given one by apt, upgrades
# to it, runs what it installed, purges it, and looks for what stayed. package.sh runs it in a copy of a chroot.
#   sh tests/platforms/installed.sh PACKAGE
set -eu
package=$(realpath "$1")
cd "$(dirname "$0")/../.."
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
older=$(mktemp -d)

apt() { apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@"; }

# Files of the package, and what dpkg remembers of it: outside this folder, and without what is logged.
of_ours() {
  find / -xdev \( -path "$PWD" -o -path /proc -o -path /var/log -o -path /tmp \) -prune -o \
    -name '*sent-source-data*' -print
}

# The same as an older version would be.
dpkg-deb --raw-extract "$package" "$older/content"
chmod 755 "$older" "$older/content"
sed -i 's/^Version: .*/Version: 0.0.9-1/' "$older/content/DEBIAN/control"
dpkg-deb --root-owner-group --build "$older/content" "$older/older.deb" >/dev/null
cp "$package" "$older/new.deb"
chmod 644 "$older"/*.deb

apt update >/dev/null
before=$(of_ours)
apt install "$older/older.deb" >/dev/null
dpkg-query -W sent-source-data
apt install "$older/new.deb" | grep -i upgrad
dpkg-query -W sent-source-data
[ "$(dpkg-query -W -f '${Version}' sent-source-data)" = "$(dpkg-deb --field "$package" Version)" ]
dpkg --verify sent-source-data
if ldd /usr/bin/sent-source-data | grep 'not found'; then
  echo "FAILED: a library that the package does not depend on" >&2
  exit 1
fi
sent-source-data --version
sh deploy/quickstart.sh --program /usr/bin/sent-source-data
apt purge sent-source-data >/dev/null
left=$(of_ours)
[ "$left" = "$before" ] || { echo "FAILED: after the purge, these are left: $left" >&2; exit 1; }
echo "installed, upgraded, run and purged"
