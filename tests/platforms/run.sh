#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The README's two commands on one system, bare, in a chroot on this machine. Needs root and debootstrap.
#   sh tests/platforms/run.sh [--quick] SYSTEM [CTEST-OPTION...]
# SYSTEM: a row of deploy/packages.sh.
#   in full    deploy/quickstart.sh and some of the tests as a user with sudo and LANG=C, then tests/run.sh as root and
#              with a UTF-8 one; in a folder whose name has a blank, a quote and a letter beyond ASCII, with such a
#              TMPDIR, both closed to others, and with umask 077
#   --quick    builds with warnings as errors, unit and integration tests, quickstart; for CI, in PLATFORM_SECONDS (720)
# The chroot, with packages, build and compiler cache, is kept in PLATFORMS (/var/cache/sent-source-data/platforms) for
# the next time, and is no longer bare then; remove SYSTEM in there to begin anew. MIRROR and KEYRING: where its packages
# come from and the keys that signed them, when this machine's apt is of another distribution. Exit code 77: this system
# cannot be had here, or the time was over; the reason is the last line.
set -eu
cd "$(dirname "$0")/../.."
quick=""
if [ "${1:-}" = --quick ]; then
  quick=yes
  shift
fi
if [ $# -lt 1 ]; then
  echo "usage: sh tests/platforms/run.sh [--quick] SYSTEM [CTEST-OPTION...]" >&2
  exit 2
fi
SENT_SYSTEM=$1
shift
. deploy/packages.sh
begin=$(date +%s)
deadline=$((begin + ${PLATFORM_SECONDS:-720}))
[ -n "$quick" ] || deadline=$((begin + 24 * 3600))
. tests/platforms/chroot.sh

ready_chroot
copy_source

if [ -n "$quick" ]; then
  targets="sent-source-data sent_unit_tests sent_contract_tests sent_integration_tests"
  part build ". deploy/packages.sh; install_packages \$BUILD_PACKAGES \$TEST_PACKAGES
    cmake --preset test >/dev/null; cmake --build --preset test --target $targets"
  part tests 'exec ctest --preset test -L "^(unit|contract|integration)$" "$@"' "$@"
  part quickstart 'exec sh deploy/quickstart.sh --program "$PWD/build/test/sent-source-data"'
else
  # As somebody who is not root: a folder and a TMPDIR of theirs that the server's user cannot enter.
  part "packages of a bare system with a user" "apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends sudo >/dev/null
    id user >/dev/null 2>&1 || useradd -m user; echo 'user ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/user
    chown -R user: .; chmod 700 .; install -d -m 700 -o user \"/home/user/it's temporary\""
  as_user="exec sudo -u user env PATH=/usr/local/bin:/usr/bin:/bin TMPDIR=\"/home/user/it's temporary\""
  part quickstart "umask 077; $as_user LANG=C sh deploy/quickstart.sh"
  part "tests without root" "umask 077; $as_user LANG=C sh tests/run.sh -L '^(unit|contract|integration)\$' \"\$@\"" "$@"
  part tests "chown -R root: .; install -d -m 700 \"/root/it's temporary é\"; umask 077
    export LANG=C.UTF-8 TMPDIR=\"/root/it's temporary é\"; exec sh tests/run.sh \"\$@\"" "$@"
fi
echo "== $SYSTEM passed, in $(($(date +%s) - begin)) s"
