#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the whole job on this machine. Installs the packages it needs, builds the program, starts a private PostgreSQL,
# loads a sample, delivers the last closed day into a file, and shows that nothing is sent twice. Then stops and removes
# the PostgreSQL and the file; touches no other database. Needs a system of
# packages.sh, and root or a user with sudo. Safe to repeat.
#   sh deploy/quickstart.sh [--program PATH]    uses an existing program instead of building one
set -eu
umask 022
program=""
case $#${1:-} in
  0) ;;
  2--program) program=$(realpath "$2") ;;
  *)
    echo "usage: sh deploy/quickstart.sh [--program PATH]" >&2
    exit 2
    ;;
esac
cd "$(dirname "$0")/.."
. deploy/packages.sh

# Unset the caller's settings, which could lead this script to another database.
for name in $(env | sed -n 's/^\(SENT_SOURCE_DATA_[A-Z_]*\|PG[A-Z]*\|DATABASE_URL\|SEGMENT_WRITE_KEY\)=.*/\1/p'); do
  unset "$name"
done

step() { printf '\n== %s\n' "$*"; }

# PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    "$@"
  fi
}

# Runs a program of PostgreSQL in the server's folder: it may enter no other, and reads no name from there but ours.
in_server() { (cd "$folder/server" && unprivileged "$POSTGRESQL_PROGRAMS/$@"); }

# Where the server may go, too; root's own TMPDIR often is not such a place.
make_folder() {
  folder=$(mktemp -d "$1/sent-source-data-XXXXXX")
  chmod 755 "$folder"
}

clean_up() {
  if [ -s "$folder/server/data/postmaster.pid" ]; then
    pid=$(head -n 1 "$folder/server/data/postmaster.pid")
    kill -INT "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null && [ -e "$folder/server/data/postmaster.pid" ]; do sleep 0.1; done
  fi
  rm -rf "$folder"
}

step "packages and program"
if [ -n "$program" ]; then
  install_packages $POSTGRESQL_PACKAGES
else
  install_packages $BUILD_PACKAGES $POSTGRESQL_PACKAGES
  cmake --preset release >/dev/null
  cmake --build --preset release
  program=$PWD/build/release/sent-source-data
fi
"$program" --version

step "a private PostgreSQL"
make_folder "${TMPDIR:-/tmp}"
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
unprivileged test -x "$folder" || { rmdir "$folder" && make_folder /tmp; }
mkdir "$folder/server"
[ "$(id -u)" -ne 0 ] || chown postgres "$folder/server"
in_server initdb -D data -U postgres -A trust -E UTF8 --no-locale --no-sync >/dev/null
port=54300
until in_server pg_ctl -D data -w -l data/log \
    -o "-p $port -c unix_socket_directories= -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null 2>&1; do
  # Try another port only if this one is taken; show any other error.
  grep -q "Address already in use" "$folder/server/data/log" && [ "$port" -lt 54400 ] || { cat "$folder/server/data/log" >&2; exit 1; }
  rm "$folder/server/data/log"
  port=$((port + 1))
done
echo "on port $port, in a folder of its own"

step "ledger, reference tables, sample"
# The last closed day: it ended more than job.settle (2 h) ago.
day=$(date -u -d '26 hours ago' +%F)
cat >"$folder/sent-source-data.toml" <<EOF
[database]
url = "postgresql://postgres@127.0.0.1:$port/postgres"

[sink]
preset = "file"
EOF
job() { "$program" --config "$folder/sent-source-data.toml" --set "sink.path=$folder/events.ndjson" "$@"; }
job migrate --with-contract
PGOPTIONS='-c search_path=source_data' psql -X -q -v day="$day" -f sql/sample/sample.sql \
  "postgresql://postgres@127.0.0.1:$port/postgres" >/dev/null

step "dry run: one event of rein.pk, the tracking plan's own example"
job --log-level off run --date "$day" --dry-run --format pretty --limit 1 --source bce5fad577 2>/dev/null

step "run for $day, the last closed day; some rows of the sample are bad on purpose, so it logs warnings"
job run --date "$day"
first=$(wc -l <"$folder/events.ndjson")
head -n 2 "$folder/events.ndjson"
echo "… $first events in all"

step "run again: nothing is sent twice"
job run --date "$day"
second=$(wc -l <"$folder/events.ndjson")
[ "$first" -gt 0 ] && [ "$first" = "$second" ] || { echo "FAILED: $first events, then $second" >&2; exit 1; }
echo "still $second events. Done; the database is stopped and removed."
