// SPDX-License-Identifier: Apache-2.0

#include "encode/gzip.hpp"
#include "http/connection.hpp"
#include "http/endpoint.hpp"
#include "http/tls.hpp"
#include "ship/receiver_endpoint.hpp"
#include "ship/transport.hpp"

namespace sent::ship {

namespace {

// The fastest level that compresses these bodies, all alike, well.
constexpr int gzip_level = 3;

class HttpTransport final : public Transport {
 public:
  HttpTransport(std::shared_ptr<const http::Endpoint> endpoint, http::TlsContext tls)
      : endpoint_(std::move(endpoint)), connection_(*endpoint_, std::move(tls)), gzip_(gzip_level) {}

  Answer post(const encode::Batch& batch, std::stop_token stop) override {
    if (!endpoint_->gzip) return connection_.post(batch.body(), std::move(stop));
    const auto begin = std::chrono::steady_clock::now();
    const std::string packed = gzip_.compress(batch.body());
    compressing_ = std::chrono::steady_clock::now() - begin;
    return connection_.post(packed, std::move(stop));
  }

  std::chrono::nanoseconds compressing() const override { return compressing_; }

 private:
  std::shared_ptr<const http::Endpoint> endpoint_;
  http::Connection connection_;
  encode::Gzip gzip_;
  std::chrono::nanoseconds compressing_{};
};

}  // namespace

TransportFactory make_http_transports(const config::Config::Sink& sink, std::string_view user_agent) {
  const auto endpoint = std::make_shared<const http::Endpoint>(make_endpoint(sink, user_agent));
  const http::TlsContext tls = endpoint->url.tls ? http::make_tls_context(sink.ca_file) : nullptr;
  return [endpoint, tls] { return std::make_unique<HttpTransport>(endpoint, tls); };
}

}  // namespace sent::ship
