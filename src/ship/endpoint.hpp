// Where batches are posted and how, with the heads of the requests. Pure.

#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "config/config.hpp"
#include "ship/url.hpp"

namespace sent {

struct Endpoint {
  Url url;
  std::string user_agent;
  std::string authorization;  // a secret
  bool gzip = false;
  std::chrono::milliseconds connect_timeout{};
  std::chrono::milliseconds request_timeout{};
};

// Throws Failure(usage) when sink.url cannot be used.
[[nodiscard]] Endpoint make_endpoint(const Config::Sink& sink, std::string_view user_agent);

// The head of a request, its empty line included, for a body of so many bytes as it is sent.
[[nodiscard]] std::string post_head(const Endpoint& endpoint, std::size_t body_bytes);

}  // namespace sent
