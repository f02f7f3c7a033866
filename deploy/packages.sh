# SPDX-License-Identifier: Apache-2.0
# The systems that this project is built and tested on, and the packages that it needs there: once, here. Sourced by
# the scripts, by CMake (cmake/system.cmake), the tests and the Dockerfile. On another system it ends the script that
# sources it, before anything is installed, and says what would be needed. SENT_SYSTEM=NAME: for another row than this
# machine's. SENT_CLANG=MAJOR: another clang than the row's.
#
# A row: name; codename; mark in a package's version; PostgreSQL; clang; Boost; libraries whose package has another name
# from system to system; packages for tests that not every system has (as of 2026-11).
SYSTEMS='
debian-12    bookworm +deb12       15 14 1.81 libpqxx-6.4,libspdlog1.10,libfmt9,libssl3,libtomlplusplus3            chromium-headless-shell,kubernetes-client
debian-13    trixie   +deb13       17 19 1.83 libpqxx-7.10,libspdlog1.15,libfmt10,libssl3t64,libtomlplusplus3t64    chromium-headless-shell,kubernetes-client
ubuntu-24.04 noble    +ubuntu24.04 16 18 1.83 libpqxx-7.8t64,libspdlog1.12,libfmt9,libssl3t64,libtomlplusplus3t64   -
'

unknown_system() {
  {
    name=$(. /etc/os-release 2>/dev/null && echo "${PRETTY_NAME:-}") || true
    echo "installing packages on ${name:-this machine}: system \"$1\" is unknown"
    echo "known systems:" $(echo "$SYSTEMS" | cut -d ' ' -f 1)
    echo "on others, install these libraries or newer ones, then run \`cmake --preset release\` and"
    echo "\`cmake --build --preset release\`: GCC 12 or clang 14, CMake 3.25, Ninja, make, pkg-config, gzip,"
    echo "libpqxx 6.4 (not 8), libpq 15, Boost 1.81, OpenSSL 3.0, spdlog 1.10, fmt 9.1, nlohmann-json 3.11, toml++ 3.3,"
    echo "CLI11 2.1, libdeflate 1.14, valijson 1.0, prometheus-cpp 1.0; for the tests also PostgreSQL 13 to 17 (say where:"
    echo "-DSENT_POSTGRESQL=FOLDER), GoogleTest, Google Benchmark, libfaketime, PgBouncer, tinyproxy, nginx, Prometheus and"
    echo "its Pushgateway"
  } >&2
  exit 1
}

SYSTEM=${SENT_SYSTEM:-$(. /etc/os-release 2>/dev/null && echo "${ID:-}-${VERSION_ID:-}")}
row=$(echo "$SYSTEMS" | awk -v wanted="$SYSTEM" '$1 == wanted && NF { print; found = 1 } END { exit !found }') ||
  unknown_system "$SYSTEM"
column() { echo "$row" | tr -s ' ' | cut -d ' ' -f "$1" | tr ',' ' ' | sed 's/^-$//'; }
CODENAME=$(column 2)
PACKAGE_MARK=$(column 3)
POSTGRESQL=$(column 4)
CLANG=${SENT_CLANG:-$(column 5)}

POSTGRESQL_PROGRAMS=/usr/lib/postgresql/$POSTGRESQL/bin
POSTGRESQL_PACKAGES="postgresql-$POSTGRESQL postgresql-client-$POSTGRESQL util-linux"
# Headers that are the same for every processor.
PLAIN_HEADER_PACKAGES="nlohmann-json3-dev libcli11-dev libvalijson-dev"
# Libraries whose headers become part of the program.
HEADER_PACKAGES="libboost$(column 6)-dev $PLAIN_HEADER_PACKAGES"
# Without make, the optimisation at link time uses one processor.
BUILD_PACKAGES="g++ cmake ninja-build make ccache pkg-config gzip libpqxx-dev libpq-dev libssl-dev libspdlog-dev
  libfmt-dev libtomlplusplus-dev libdeflate-dev prometheus-cpp-dev $HEADER_PACKAGES"
# cpack needs these in addition.
PACKAGE_PACKAGES="dpkg-dev file gzip python3"
TEST_PACKAGES="$PACKAGE_PACKAGES $POSTGRESQL_PACKAGES libfaketime libgtest-dev libbenchmark-dev pgbouncer tinyproxy-bin
  nginx-light python3-yaml python3-jsonschema json-schema-test-suite prometheus prometheus-pushgateway systemd
  ca-certificates debootstrap man-db groff-base mandoc zsh $(column 8)"
# Debian's kubectl, unless another one is installed, which would conflict with it.
! command -v kubectl >/dev/null || TEST_PACKAGES=$(echo "$TEST_PACKAGES" | sed 's/kubernetes-client//')
BENCH_PACKAGES="$POSTGRESQL_PACKAGES libbenchmark-dev nginx-light python3"
FUZZ_PACKAGES="clang-$CLANG libclang-rt-$CLANG-dev"
LINT_PACKAGES="clang-$CLANG clang-format-$CLANG clang-tidy-$CLANG git"
# Files that the program reads at run time.
DATA_PACKAGES="ca-certificates tzdata"
RUNTIME_PACKAGES="$(column 7) libpq5 libdeflate0 libprometheus-cpp-core1.0 $DATA_PACKAGES"

# install_packages NAME...: installs what is missing. Uses the network only if something is missing.
install_packages() {
  missing=""
  for package in "$@"; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    # Once for each processor that it is installed for.
    case $status in "install ok installed"*) ;; *) missing="$missing $package" ;; esac
  done
  [ -n "$missing" ] || return 0
  echo "installing$missing"
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo"
    command -v sudo >/dev/null || { echo "installing packages: needs root, or a user with sudo" >&2; return 1; }
  fi
  $as_root apt-get update -q >/dev/null
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >/dev/null
}
