# SPDX-License-Identifier: Apache-2.0
# Chroots with a system of their own. A script of this folder sources it after deploy/packages.sh, which sets SYSTEM, in
# the folder of the source. It may set `deadline` before, in seconds since 1970, and afterwards `root`, for another
# chroot of the same system.
deadline=${deadline:-$(($(date +%s) + 4 * 3600))}
kept=${PLATFORMS:-/var/cache/sent-source-data/platforms}
root=$kept/$SYSTEM
folder="/srv/sent source data's é"

remaining() { echo $((deadline - $(date +%s))); }

skip() {
  echo "SKIPPED, and so not tested: $SYSTEM: $*" >&2
  exit 77
}

# Made under another name, so that one that was interrupted is not taken for whole.
make_chroot() {
  distribution=${SYSTEM%-*}
  own=$(. /etc/os-release && echo "$ID")
  sources=""
  if [ -n "${MIRROR:-}" ]; then
    sources="deb $MIRROR $CODENAME main
deb $MIRROR $CODENAME-updates main"
  elif [ "$distribution" = "$own" ]; then
    sources=$(python3 tests/platforms/mirror.py sources "$CODENAME") || skip "apt on this machine has no mirror"
  else
    skip "apt on this machine is of $own; set MIRROR=URL to where the packages of $distribution are"
  fi
  [ "$distribution" != ubuntu ] || sources=$(echo "$sources" | sed 's/ main$/ main universe/')
  mirror=$(echo "$sources" | head -n 1 | cut -d ' ' -f 2)
  rm -rf "$root.unfinished"
  # An older debootstrap does not know a newer release by name; all of a distribution are made alike.
  script=/usr/share/debootstrap/scripts/$CODENAME
  [ -e "$script" ] || case $distribution in ubuntu) script=${script%/*}/gutsy ;; *) script=${script%/*}/sid ;; esac
  if ! env $(python3 tests/platforms/mirror.py proxies) timeout "$(remaining)" debootstrap --variant=minbase \
      --force-check-gpg ${KEYRING:+--keyring="$KEYRING"} "$CODENAME" "$root.unfinished" "$mirror" "$script" \
      >"$kept/$SYSTEM.log" 2>&1; then
    tail -n 3 "$kept/$SYSTEM.log" >&2
    skip "debootstrap fails here; $kept/$SYSTEM.log says why"
  fi
  echo "$sources" >"$root.unfinished/etc/apt/sources.list"
  { python3 tests/platforms/mirror.py settings; echo 'Acquire::Languages "none";'; } \
    >"$root.unfinished/etc/apt/apt.conf.d/90mirror"
  echo 'force-unsafe-io' >"$root.unfinished/etc/dpkg/dpkg.cfg.d/unsafe-io"
  printf '#!/bin/sh\nexit 101\n' >"$root.unfinished/usr/sbin/policy-rc.d"
  chmod 755 "$root.unfinished/usr/sbin/policy-rc.d"
  mv "$root.unfinished" "$root"
}

# What is here, committed or not, in place of what was there; only the builds stay. Ninja goes by the time of a file, so
# one with new content gets a new time, and one with the same content keeps its own.
copy_source() {
  fresh=$root$folder.fresh
  rm -rf "$fresh"
  mkdir -p "$fresh" "$root$folder"
  tar --exclude=./build --exclude=./.git --exclude=__pycache__ -cf - . | tar -C "$fresh" --no-same-owner -m -xf -
  (cd "$fresh" && find . -type f) | while IFS= read -r file; do
    ! cmp -s "$fresh/$file" "$root$folder/$file" || touch -r "$root$folder/$file" "$fresh/$file"
  done
  [ ! -d "$root$folder/build" ] || mv "$root$folder/build" "$fresh/build"
  rm -rf "$root$folder"
  mv "$fresh" "$root$folder"
}

# in_chroot SECONDS COMMAND…: with namespaces of its own, so that it leaves neither mounts nor processes.
in_chroot() {
  seconds=$1
  shift
  [ "$seconds" -gt 0 ] || return 124
  # unshare ignores the other signals.
  timeout --foreground -s KILL "$seconds" unshare --mount --pid --fork --kill-child sh -c '
    root=$1
    shift
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    mount --bind "$root/dev/pts/ptmx" "$root/dev/ptmx"
    exec chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
      LANG="${LANG:-C}" FOLDER="$0" "$@"' "$folder" "$root" "$@"
}

# part NAME SCRIPT [ARGUMENT…]: the script in the folder, as root. Skips when the time is over.
part() {
  name=$1
  script=$2
  shift 2
  echo "== $SYSTEM: $name"
  began=$(date +%s)
  status=0
  in_chroot "$(remaining)" sh -euc "cd \"\$FOLDER\"; $script" sh "$@" || status=$?
  echo "took $(($(date +%s) - began)) s $name on $SYSTEM"
  [ "$status" -eq 0 ] || [ "$(remaining)" -gt 0 ] || skip "OUT OF TIME in $name; the next run goes on from there"
  return $status
}

# Makes it if it is not kept. Skips where that is not possible. Nobody else uses it until this script ends.
ready_chroot() {
  [ "$(id -u)" -eq 0 ] || skip "debootstrap and chroot need root"
  for program in debootstrap chroot unshare flock python3; do
    command -v "$program" >/dev/null || [ -x "/usr/sbin/$program" ] || skip "$program is not installed"
  done
  PATH=$PATH:/usr/sbin:/sbin
  unshare --mount --pid --fork true 2>/dev/null || skip "this machine permits no mount and pid namespaces"
  mkdir -p "$kept"
  exec 9>"$root.lock"
  flock -w "$(remaining)" 9 || skip "another run uses $root"
  [ -d "$root" ] || make_chroot
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  # What a run that ended in the middle of an installation has left.
  in_chroot "$(remaining)" dpkg --configure -a
}
