# SPDX-License-Identifier: Apache-2.0
# The Debian packages that this project needs, once; sourced by quickstart.sh, tests/run.sh, tests/lint.sh and
# the Dockerfile.
BUILD_PACKAGES="g++ cmake ninja-build ccache pkg-config libpqxx-dev libpq-dev libboost1.81-dev libssl-dev
  libspdlog-dev libfmt-dev nlohmann-json3-dev libtomlplusplus-dev libcli11-dev libdeflate-dev libvalijson-dev
  prometheus-cpp-dev"
# cpack needs these in addition.
PACKAGE_PACKAGES="dpkg-dev file gzip"
TEST_PACKAGES="$PACKAGE_PACKAGES libfaketime libgtest-dev postgresql-15 postgresql-client-15 pgbouncer tinyproxy-bin
  nginx-light python3 python3-yaml python3-jsonschema json-schema-test-suite chromium-headless-shell prometheus
  prometheus-pushgateway systemd util-linux ca-certificates debootstrap man-db groff-base mandoc zsh"
# Debian's kubectl, unless another one is installed, which would conflict with it.
command -v kubectl >/dev/null || TEST_PACKAGES="$TEST_PACKAGES kubernetes-client"
BENCH_PACKAGES="libbenchmark-dev postgresql-15 postgresql-client-15 nginx-light python3 util-linux"
FUZZ_PACKAGES="clang-14 libclang-rt-14-dev"
LINT_PACKAGES="clang-14 clang-format-14 clang-tidy-14 git"
RUNTIME_PACKAGES="libpqxx-6.4 libpq5 libssl3 libspdlog1.10 libfmt9 libdeflate0 libtomlplusplus3 libprometheus-cpp-core1.0
  ca-certificates tzdata"

# install_packages NAME...: installs what is missing. Uses the network only if something is missing.
install_packages() {
  missing=""
  for package in "$@"; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "installing$missing"
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  $as_root apt-get update -q >/dev/null
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >/dev/null
}
