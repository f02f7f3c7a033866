// SPDX-License-Identifier: Apache-2.0

#include "ship/receiver_endpoint.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "http/base64.hpp"
#include "model/failure.hpp"

namespace sent::ship {

namespace {

http::Url url_of(const config::Config::Sink& sink) {
  auto url = http::parse_url(sink.url);
  if (const auto* unusable = std::get_if<http::UnusableUrl>(&url)) {
    throw Failure(ExitCode::usage,
                  fmt::format("reading sink.url \"{}\": {}", http::url_for_messages(sink.url), unusable->why),
                  "set sink.url to an address such as https://host/v1/batch");
  }
  return std::get<http::Url>(std::move(url));
}

}  // namespace

http::Endpoint make_endpoint(const config::Config::Sink& sink, std::string_view user_agent) {
  http::Endpoint endpoint;
  endpoint.url = url_of(sink);
  endpoint.user_agent = user_agent;
  if (sink.write_key) endpoint.authorization = http::basic_credentials(*sink.write_key + ":");
  endpoint.proxy = sink.proxy;
  endpoint.connect_timeout = sink.connect_timeout;
  endpoint.request_timeout = sink.request_timeout;
  return endpoint;
}

http::TlsContext make_tls(const config::Config::Sink& sink, const http::Endpoint& endpoint) {
  if (!endpoint.url.tls) return nullptr;
  auto tls = http::make_tls_context(sink.ca_file);
  if (const auto* unreadable = std::get_if<http::UnreadableCertificates>(&tls))
    throw Failure(ExitCode::usage, unreadable->what, "set sink.ca_file to a file of PEM certificates");
  return std::get<http::TlsContext>(std::move(tls));
}

}  // namespace sent::ship
