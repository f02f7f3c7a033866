# SPDX-License-Identifier: Apache-2.0
# How a script of this folder begins whose only argument is SYSTEM, a row of deploy/packages.sh. It sources this in the
# folder of the source.
if [ $# -ne 1 ]; then
  echo "usage: sh tests/platforms/${0##*/} SYSTEM" >&2
  exit 2
fi
SENT_SYSTEM=$1
deadline=""
. deploy/packages.sh
. tests/platforms/chroot.sh
