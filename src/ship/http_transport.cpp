// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include "encode/gzip.hpp"
#include "http/connection.hpp"
#include "io/descriptors.hpp"
#include "ship/receiver_endpoint.hpp"
#include "ship/transport.hpp"

namespace sent::ship {

namespace {

// The fastest level that still compresses these bodies, which repeat themselves, well.
constexpr int gzip_level = 3;

constexpr std::string_view json = "application/json";

// Besides the senders' connections: those to databases, and files.
constexpr std::size_t other_descriptors = 8;

class HttpTransport final : public Transport {
 public:
  HttpTransport(std::shared_ptr<const http::Endpoint> endpoint, http::TlsContext tls, bool gzip)
      : endpoint_(std::move(endpoint)), connection_(*endpoint_, std::move(tls)) {
    if (gzip) gzip_.emplace(gzip_level);
  }

  Answer post(const encode::Batch& batch, std::stop_token stop) override {
    if (!gzip_) return connection_.post({json, batch.body()}, std::move(stop));
    const auto begin = std::chrono::steady_clock::now();
    const std::string packed = gzip_->compress(batch.body());
    compressing_ = std::chrono::steady_clock::now() - begin;
    return connection_.post({json, packed, "gzip"}, std::move(stop));
  }

  std::chrono::nanoseconds compressing() const override { return compressing_; }

 private:
  std::shared_ptr<const http::Endpoint> endpoint_;
  http::Connection connection_;
  std::optional<encode::Gzip> gzip_;
  std::chrono::nanoseconds compressing_{};
};

}  // namespace

TransportFactory make_http_transports(const config::Config::Sink& sink, std::string_view user_agent) {
  const auto endpoint = std::make_shared<const http::Endpoint>(make_endpoint(sink, user_agent));
  // A sender looks up a name, or tries a second address, with one more.
  io::require_descriptors(2 * sink.concurrency + other_descriptors,
                          fmt::format("{} requests in flight", sink.concurrency));
  return [endpoint, tls = make_tls(sink, *endpoint), gzip = sink.gzip] {
    return std::make_unique<HttpTransport>(endpoint, tls, gzip);
  };
}

}  // namespace sent::ship
