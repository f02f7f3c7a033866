// SPDX-License-Identifier: Apache-2.0

#include "http/url.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

http::Url read(std::string_view text) { return std::get<http::Url>(http::parse_url(text)); }

TEST(Url, IsSplitIntoItsParts) {
  const http::Url url = read("https://api.segment.io/v1/batch?k=secret#f");
  EXPECT_TRUE(url.tls);
  EXPECT_EQ(url.host, "api.segment.io");
  EXPECT_EQ(url.port, "443");
  EXPECT_EQ(url.target, "/v1/batch?k=secret");
  EXPECT_EQ(url.authority(), "api.segment.io");
  EXPECT_EQ(url.shown(), "https://api.segment.io/v1/batch");
}

TEST(Url, HasADefaultPortAndBracketsAroundIpv6) {
  EXPECT_EQ(read("http://h").target, "/");
  EXPECT_EQ(read("http://h?q").target, "/?q");
  EXPECT_EQ(read("HTTP://h:8080/").authority(), "h:8080");
  const http::Url v6 = read("https://[::1]:8443/x");
  EXPECT_EQ(v6.host, "::1");
  EXPECT_EQ(v6.authority(), "[::1]:8443");
}

TEST(Url, RequiresASchemeAHostAndAValidPort) {
  for (const char* text :
       {"", "ftp://h", "h/v1", "http://", "http://:80/", "http://h:0", "http://h:65536", "http://h:x", "http://[::1",
        "http://[::1]x", "http://[h]", "http://u:p@h/", "http://h/a b"}) {
    EXPECT_TRUE(std::holds_alternative<http::UnusableUrl>(http::parse_url(text))) << text;
  }
}

TEST(Url, IsShownWithoutItsSecrets) {
  EXPECT_EQ(http::url_for_messages("https://user:pass@h/p?k=s#f"), "https://h/p");
  EXPECT_EQ(http::url_for_messages("https://user:pa/ss@h/p"), "https://h/p");
  EXPECT_EQ(http::url_for_messages("user:pass@h"), "h");
  EXPECT_EQ(http::url_for_messages("user:pass@h://p"), "h://p");
  EXPECT_EQ(http::url_for_messages("https://user:pa?ss@h/p"), "https://");
  EXPECT_EQ(http::url_for_messages("https://h:80/p?k=s@t"), "https://h:80/p");
}

}  // namespace
}  // namespace sent::tests
