// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/receiver_probe.hpp"

#include <unistd.h>

#include <utility>

#include "io/whole_file.hpp"
#include "ship/receiver_endpoint.hpp"

namespace sent::command::check::receiver {

std::variant<http::Reached, http::NoReply> reach_receiver(const config::Config::Sink& sink, std::string_view user_agent,
                                                          std::stop_token stop) {
  const http::Endpoint endpoint = ship::make_endpoint(sink, user_agent);
  http::Connection connection(endpoint, ship::make_tls(sink, endpoint));
  return connection.reach(std::move(stop));
}

bool may_write(const std::string& path) {
  if (path == "-") return true;
  return access(path.c_str(), F_OK) == 0 ? access(path.c_str(), W_OK) == 0 : io::may_create_file(path);
}

}  // namespace sent::command::check::receiver
