#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints the sanitizer reports in build tree $1, deletes them, and fails if there were any.
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
