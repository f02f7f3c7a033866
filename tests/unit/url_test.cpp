// SPDX-License-Identifier: Apache-2.0

#include "http/url.hpp"

#include <gtest/gtest.h>

#include "model/failure.hpp"

namespace sent::tests {
namespace {

TEST(Url, Parts) {
  const http::Url url = http::parse_url("https://api.segment.io/v1/batch?k=secret#f");
  EXPECT_TRUE(url.tls);
  EXPECT_EQ(url.host, "api.segment.io");
  EXPECT_EQ(url.port, "443");
  EXPECT_EQ(url.target, "/v1/batch?k=secret");
  EXPECT_EQ(url.authority(), "api.segment.io");
  EXPECT_EQ(url.shown(), "https://api.segment.io/v1/batch");
}

TEST(Url, PortsAndAddresses) {
  EXPECT_EQ(http::parse_url("http://h").target, "/");
  EXPECT_EQ(http::parse_url("http://h?q").target, "/?q");
  EXPECT_EQ(http::parse_url("HTTP://h:8080/").authority(), "h:8080");
  const http::Url v6 = http::parse_url("https://[::1]:8443/x");
  EXPECT_EQ(v6.host, "::1");
  EXPECT_EQ(v6.authority(), "[::1]:8443");
}

TEST(Url, Unusable) {
  for (const char* text :
       {"", "ftp://h", "h/v1", "http://", "http://:80/", "http://h:0", "http://h:65536", "http://h:x", "http://[::1",
        "http://[::1]x", "http://[h]", "http://u:p@h/", "http://h/a b"}) {
    EXPECT_THROW((void)http::parse_url(text), Failure) << text;
  }
}

TEST(Url, MessagesHoldNoSecret) {
  EXPECT_EQ(http::url_for_messages("https://user:pass@h/p?k=s#f"), "https://h/p");
  EXPECT_EQ(http::url_for_messages("https://user:pa/ss@h/p"), "https://h/p");
  EXPECT_EQ(http::url_for_messages("user:pass@h"), "h");
  EXPECT_EQ(http::url_for_messages("user:pass@h://p"), "h://p");
  EXPECT_EQ(http::url_for_messages("https://user:pa?ss@h/p"), "https://");
  EXPECT_EQ(http::url_for_messages("https://h:80/p?k=s@t"), "https://h:80/p");
}

}  // namespace
}  // namespace sent::tests
