// SPDX-License-Identifier: Apache-2.0

// Unusual answers that are right, and certificates that are not.

#include <gtest/gtest.h>

#include "http/connection.hpp"
#include "support/servers/raw_server.hpp"

namespace sent::tests {
namespace {

http::Endpoint endpoint_of(const std::string& url) {
  http::Endpoint endpoint;
  endpoint.url = std::get<http::Url>(http::parse_url(url));
  endpoint.connect_timeout = endpoint.request_timeout = std::chrono::seconds{20};
  return endpoint;
}

// Says each of the pieces after a request.
http::Answer answer_in(const std::vector<std::string>& pieces) {
  RawServer server([&](const RawConnection& peer) {
    if (peer.request().empty()) return;
    for (const std::string& piece : pieces) (void)peer.say(piece);
  });
  const http::Endpoint endpoint = endpoint_of(server.url());
  return http::Connection(endpoint, nullptr).post({"text/plain", "x"}, {});
}

std::string shown(const http::Answer& answer) {
  if (const auto* silence = std::get_if<http::NoReply>(&answer)) return silence->what;
  const auto& reply = std::get<http::Reply>(answer);
  return std::to_string(reply.status) + " " + reply.retry_after.value_or("-") + " " + reply.body;
}

std::string fields_of(std::size_t bytes) {
  std::string fields;
  const std::string field = "X-Field: " + std::string(1000, 'x') + "\r\n";
  while (fields.size() + field.size() < bytes) fields += field;
  return fields + "X-Last: " + std::string(bytes - fields.size() - 10, 'x') + "\r\n";
}

TEST(HttpAnswers, MayHaveAHeadOf64KibibytesButNotOf128) {
  const std::string end = "Retry-After: 7\r\nContent-Length: 2\r\n\r\n";
  const std::size_t most = 64 * 1024 - end.size();
  EXPECT_EQ(shown(answer_in({"HTTP/1.1 200 OK\r\n", fields_of(most), end, "ok"})), "200 7 ok");
  const std::string one_field = "X: " + std::string(most - 5, 'x') + "\r\n";
  EXPECT_EQ(shown(answer_in({"HTTP/1.1 200 OK\r\n", one_field, end, "ok"})), "200 7 ok");
  const std::string longer = shown(answer_in({"HTTP/1.1 200 OK\r\n", fields_of(2 * most), end, "ok"}));
  EXPECT_TRUE(longer.starts_with("reading the answer of 127.0.0.1:")) << longer;
}

TEST(HttpAnswers, MayHaveNoReasonPhrase) {
  const std::string rest = "Content-Length: 2\r\n\r\nok";
  for (const std::vector<std::string>& pieces : std::vector<std::vector<std::string>>{
           {"HTTP/1.1 200\r\n" + rest},
           {"HTTP/1.1 200 \r\n" + rest},
           {"HTTP/1.1 200", "\r\n" + rest},
           {"HTTP/1.1 2", "00\r", "\n" + rest},
           {"HTTP/1.1 100\r\n\r\n", "HTTP/1.1 200\r\n" + rest},
       })
    EXPECT_EQ(shown(answer_in(pieces)), "200 - ok") << pieces.front();
}

TEST(HttpAnswers, KeepTheirContentType) {
  const auto type_in = [](const std::string& fields) {
    return std::get<http::Reply>(answer_in({"HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 2\r\n\r\nok"}))
        .content_type;
  };
  EXPECT_EQ(type_in("content-type: text/html; charset=utf-8\r\n"), "text/html; charset=utf-8");
  EXPECT_EQ(type_in(""), "");
}

// Before names were listed, the subject's common name had to serve; today it is free text.
TEST(HttpCertificates, CountByTheirAlternativeNamesOnly) {
  Certificates certificates;
  const auto tls = std::get<http::TlsContext>(http::make_tls_context(certificates.ca_file()));
  const auto outcome = [&](const TlsFiles& files) {
    RawServer server([](const RawConnection& peer) { (void)peer.request(); }, files);
    const http::Endpoint endpoint = endpoint_of("https://localhost:" + server.port());
    const auto reached = http::Connection(endpoint, tls).reach({});
    const auto* silence = std::get_if<http::NoReply>(&reached);
    return silence == nullptr ? "trusted" : silence->what.substr(silence->what.rfind(' ') + 1);
  };
  EXPECT_EQ(outcome(certificates.server({"DNS:localhost"})), "trusted");
  EXPECT_EQ(outcome(certificates.without_alternative_names("localhost")), "mismatch");
}

}  // namespace
}  // namespace sent::tests
