#!/bin/sh
# Fails, and shows them, when sanitizers wrote reports into the build tree $1. They are gone afterwards.
set -eu
cd "$1"
status=0
for report in sanitizer-report.*; do
  [ -e "$report" ] || continue
  echo "== $report"
  cat "$report"
  rm "$report"
  status=1
done
exit $status
