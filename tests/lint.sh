#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks the format of every C++ file with clang-format and the code with clang-tidy, both of Debian 12, because
# each version has its own findings. All findings are errors.
#   sh tests/lint.sh            clang-tidy on the files changed since LINT_BASE, newest first, for at most LINT_SECONDS
#   sh tests/lint.sh --all      clang-tidy on every file; takes about 35 minutes of one core
#   sh tests/lint.sh --format   formats every file, and checks nothing
# LINT_BASE: a commit; by default where this branch left origin/main, or main; on main itself, twenty commits ago.
# Commits in .git-blame-ignore-revs do not count as changes. LINT_SECONDS: 240 by default. The files for which there was
# no time are listed at the end.
set -euf
cd "$(dirname "$0")/.."
. deploy/packages.sh
if [ "$SYSTEM" != debian-12 ]; then
  echo "checking format and code on $SYSTEM: the rules are for clang-format and clang-tidy of debian-12" >&2
  exit 1
fi
build=build/lint
findings=$build/findings
# Patterns for git. set -f keeps the shell from expanding them.
formatted='*.cpp *.hpp'

check_format() {
  git ls-files -z -- $formatted | xargs -0 "clang-format-$CLANG" --dry-run 2>&1 |
    sed -n 's/^\([^:]*\):[0-9]*:[0-9]*: warning: .*/\1/p' | sort -u >$findings/unformatted
  echo "clang-format: $(wc -l <$findings/unformatted) files to format"
  [ -s $findings/unformatted ] || return 0
  cat $findings/unformatted
  echo "clang-format: sh tests/lint.sh --format does it"
  return 1
}

# The newest first; files with uncommitted changes are the newest of all. Without deleted files.
changed_files() {
  git diff --name-only --relative HEAD -- $formatted
  git rev-list "$(base)..HEAD" | while read -r commit; do
    grep -qs "^$commit" .git-blame-ignore-revs || git show --format= --name-only --diff-filter=d "$commit" -- $formatted
  done
}

base() {
  if [ -n "${LINT_BASE:-}" ]; then
    echo "$LINT_BASE"
    return
  fi
  fork=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || true)
  if [ -n "$fork" ] && [ "$fork" != "$(git rev-parse HEAD)" ]; then
    echo "$fork"
    return
  fi
  git rev-list --first-parent --max-count=21 HEAD | tail -n 1
}

# clang-tidy checks a header through a source that includes it: the one of the same name, or else the first one found.
source_of() {
  case $1 in
    *.cpp) echo "$1" ;;
    *)
      if [ -e "${1%.hpp}.cpp" ]; then
        echo "${1%.hpp}.cpp"
      else
        git grep -lF "#include \"${1#*/}\"" -- '*.cpp' | head -n 1
      fi
      ;;
  esac
}

sources_to_check() {
  if [ "$mode" = --all ]; then
    git ls-files -- '*.cpp'
    return
  fi
  changed_files | while read -r file; do
    [ ! -e "$file" ] || source_of "$file"
  done | awk '!seen[$0]++'
}

# Only those that the preset `lint` compiles.
known_sources() {
  while read -r source; do
    if grep -qF "\"$PWD/$source\"" $build/compile_commands.json; then
      echo "$source"
    else
      echo "clang-tidy: left out, not compiled by the preset lint: $source" >&2
    fi
  done
}

check_code() {
  cmake --preset lint >/dev/null
  sources_to_check | known_sources >$findings/sources
  deadline=0
  [ "$mode" = --all ] || deadline=$(($(date +%s) + ${LINT_SECONDS:-240}))
  echo "clang-tidy: $(wc -l <$findings/sources) files"
  xargs -P "$(nproc)" -I '{}' sh -c '
    if [ "$1" -ne 0 ] && [ "$(date +%s)" -ge "$1" ]; then
      echo "$0" >>"$2/left-out"
    else
      out=$("$4" -p "$3" --quiet "$0" 2>"$2/stderr.$$") ||
        { printf "%s\n" "$out"; cat "$2/stderr.$$"; exit 1; }
    fi' '{}' "$deadline" $findings $build "clang-tidy-$CLANG" <$findings/sources
}

install_packages $BUILD_PACKAGES $TEST_PACKAGES $LINT_PACKAGES
mode=${1:-}
case $mode in
  --format)
    git ls-files -z -- $formatted | xargs -0 "clang-format-$CLANG" -i
    exit
    ;;
  '' | --all) ;;
  *)
    echo "usage: sh tests/lint.sh [--all | --format]" >&2
    exit 2
    ;;
esac
rm -rf $findings
mkdir -p $findings
status=0
check_format || status=1
check_code || status=1
if [ -e $findings/left-out ]; then
  echo "clang-tidy: OUT OF TIME; these files were not checked (sh tests/lint.sh --all checks all):"
  sort $findings/left-out
fi
exit $status
