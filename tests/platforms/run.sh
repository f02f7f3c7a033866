#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The README's two commands on one system, bare, in a chroot on this machine. Needs root and debootstrap.
#   sh tests/platforms/run.sh [--quick] SYSTEM [CTEST-OPTION...]
# SYSTEM: a row of deploy/packages.sh.
#   in full    deploy/quickstart.sh as a user with sudo, then tests/run.sh as root; both in a folder whose name has a
#              blank, a quote and a letter beyond ASCII, with such a TMPDIR, closed to others, and with umask 077
#   --quick    builds with warnings as errors, unit and integration tests, quickstart; for CI, in PLATFORM_SECONDS (720)
# The chroot, with packages, build and compiler cache, is kept in PLATFORMS (/var/cache/sent-source-data/platforms) for
# the next time; remove SYSTEM in there to begin anew. MIRROR and KEYRING: where its packages come from and the keys that
# signed them, when this machine's apt is of another distribution. Exit code 77: this system cannot be had here, or the
# time was over before all was built; the reason is the last line.
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
  status=0
  part build ". deploy/packages.sh; install_packages \$BUILD_PACKAGES \$TEST_PACKAGES
    cmake --preset test >/dev/null; cmake --build --preset test --target $targets" || status=$?
  [ "$status" -ne 124 ] || skip "OUT OF TIME while building; the next run goes on from there"
  [ "$status" -eq 0 ] || exit "$status"
  part tests "ctest --preset test -L '^(unit|contract|integration)\$' $*"
  part quickstart "sh deploy/quickstart.sh --program \"\$PWD/build/test/sent-source-data\""
else
  # As somebody who is not root: a folder of theirs, and a TMPDIR that the server's user cannot enter.
  part "packages of a bare system with a user" "apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends sudo >/dev/null
    id user >/dev/null 2>&1 || useradd -m user; echo 'user ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/user
    chown -R user: .; install -d -m 700 -o user \"/home/user/it's temporary\""
  part quickstart "umask 077; exec sudo -u user env TMPDIR=\"/home/user/it's temporary\" sh deploy/quickstart.sh"
  part tests "chown -R root: .; install -d -m 700 \"/root/it's temporary é\"
    umask 077; export TMPDIR=\"/root/it's temporary é\"; exec sh tests/run.sh $*"
fi
echo "== $SYSTEM passed, in $(($(date +%s) - begin)) s"
