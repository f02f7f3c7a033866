// SPDX-License-Identifier: Apache-2.0

#include "ship/receiver_endpoint.hpp"

#include <string>

#include "http/base64.hpp"

namespace sent::ship {

namespace {

std::string basic(std::string_view user_and_password) { return "Basic " + http::base64(user_and_password); }

}  // namespace

http::Endpoint make_endpoint(const config::Config::Sink& sink, std::string_view user_agent) {
  http::Endpoint endpoint;
  endpoint.url = http::parse_url(sink.url);
  endpoint.user_agent = user_agent;
  if (!sink.write_key.empty()) endpoint.authorization = basic(sink.write_key + ":");
  endpoint.proxy = sink.proxy;
  if (sink.proxy && !sink.proxy->credentials.empty()) {
    endpoint.proxy_authorization = basic(sink.proxy->credentials);
  }
  endpoint.gzip = sink.gzip;
  endpoint.connect_timeout = sink.connect_timeout;
  endpoint.request_timeout = sink.request_timeout;
  return endpoint;
}

}  // namespace sent::ship
