// SPDX-License-Identifier: Apache-2.0

#include "support/servers/silent_postgres.hpp"

#include <chrono>

#include "support/suite/eventually.hpp"

namespace sent::tests {

namespace {

constexpr std::chrono::minutes far_longer_than_needed{10};

std::string message(char type, const std::string& body) {
  const auto size = body.size() + 4;
  return type + std::string{'\0', '\0', static_cast<char>(size >> 8U), static_cast<char>(size)} + body;
}

std::string admission() {
  const auto status = [](const std::string& name, const std::string& value) {
    return message('S', name + '\0' + value + '\0');
  };
  return message('R', std::string(4, '\0')) + status("server_version", "15.0") + status("server_encoding", "UTF8") +
         status("client_encoding", "UTF8") + status("standard_conforming_strings", "on") +
         message('K', std::string(8, '\1')) + message('Z', "I");
}

}  // namespace

SilentPostgres::SilentPostgres(SilentFrom from)
    : server_([this, from](const RawConnection& connection) {
        if (!connection.stirs_within(far_longer_than_needed)) return;
        if (from == SilentFrom::first_statement) {
          connection.read_some();
          if (!connection.say(admission()) || !connection.stirs_within(far_longer_than_needed)) return;
        }
        ++waiting_;
        (void)connection.request();  // until the client leaves
      }) {}

std::string SilentPostgres::url() const {
  return "postgresql://nobody@" + server_.place() + "/nothing?sslmode=disable";
}

bool SilentPostgres::wait_for_client() {
  return eventually([this] { return waiting_ > seen_; }) && (++seen_, true);
}

}  // namespace sent::tests
