#include "ship/endpoint.hpp"

#include <gtest/gtest.h>

namespace sent {
namespace {

Config::Sink sink_of(const std::string& url) {
  Config::Sink sink;
  sink.url = url;
  sink.write_key = "test-key";
  return sink;
}

TEST(Endpoint, SaysWhatTheRequestIs) {
  EXPECT_EQ(post_head(make_endpoint(sink_of("https://api.test/v1/batch?q=1"), "sent-test/1"), 12),
            "POST /v1/batch?q=1 HTTP/1.1\r\n"
            "Host: api.test\r\n"
            "User-Agent: sent-test/1\r\n"
            "Content-Type: application/json\r\n"
            "Authorization: Basic dGVzdC1rZXk6\r\n"
            "Content-Length: 12\r\n\r\n");
}

TEST(Endpoint, SaysThatTheBodyIsCompressedAndNothingOfAKeyThatIsNone) {
  Config::Sink sink = sink_of("http://[::1]:8080/");
  sink.write_key.clear();
  sink.gzip = true;
  EXPECT_EQ(post_head(make_endpoint(sink, "t"), 0),
            "POST / HTTP/1.1\r\n"
            "Host: [::1]:8080\r\n"
            "User-Agent: t\r\n"
            "Content-Type: application/json\r\n"
            "Content-Encoding: gzip\r\n"
            "Content-Length: 0\r\n\r\n");
}

}  // namespace
}  // namespace sent
