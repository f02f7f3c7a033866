// SPDX-License-Identifier: Apache-2.0

#include "support/servers/tinyproxy.hpp"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

#include "support/servers/server_commands.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {

namespace {

std::string configuration(const Tinyproxy::Options& options, int port, const GuardedFolder& folder) {
  std::string text = fmt::format(
      "Port {}\nListen 127.0.0.1\nAllow 127.0.0.1\nMaxClients 100\nTimeout 600\nLogLevel Info\n"
      "LogFile \"{}\"\nPidFile \"{}\"\n",
      port, folder.file("log"), folder.file("tinyproxy.pid"));
  if (!options.user.empty()) text += fmt::format("BasicAuth {} {}\n", options.user, options.password);
  if (options.connect_port == 0) return text + "ConnectPort 443\nConnectPort 563\n";
  return text + fmt::format("ConnectPort {}\n", options.connect_port);
}

}  // namespace

Tinyproxy::Tinyproxy(const Options& options) : port_(free_port()) {
  folder_.emplace("tinyproxy.pid", "KILL");
  std::ofstream(folder_->file("conf")) << configuration(options, port_, *folder_);
  const bool started = succeeds(as_unprivileged("tinyproxy -c " + folder_->file("conf")));
  if (!started || !eventually([this] { return logged("Accepting connections") > 0; })) {
    throw std::runtime_error("tinyproxy does not start");
  }
}

std::string Tinyproxy::place() const { return fmt::format("127.0.0.1:{}", port_); }

std::string Tinyproxy::url(const std::string& user_info) const {
  return fmt::format("http://{}{}", user_info, place());
}

int Tinyproxy::logged(const std::string& part) const {
  std::ifstream log(folder_->file("log"));
  int count = 0;
  for (std::string line; std::getline(log, line);) {
    if (line.find(part) != std::string::npos) ++count;
  }
  return count;
}

}  // namespace sent::tests
