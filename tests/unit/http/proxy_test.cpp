// SPDX-License-Identifier: Apache-2.0

#include "http/proxy.hpp"

#include <gtest/gtest.h>

#include <map>

#include "config/no_proxy.hpp"
#include "config/proxy_variable.hpp"

namespace sent::tests {
namespace {

TEST(Proxy, IsParsedLikeCurl) {
  struct Row {
    const char* text;
    const char* shown;
    const char* credentials;
  };
  for (const Row& row : std::vector<Row>{{"http://proxy.test:3128", "proxy.test:3128", ""},
                                         {"http://proxy.test", "proxy.test:80", ""},
                                         {"HTTP://proxy.test:3128/", "proxy.test:3128", ""},
                                         {"proxy.test:3128", "proxy.test:3128", ""},
                                         {"proxy.test", "proxy.test:80", ""},
                                         {"192.0.2.1:8080", "192.0.2.1:8080", ""},
                                         {"http://[::1]:8080", "[::1]:8080", ""},
                                         {"http://user:word@proxy.test:3128", "proxy.test:3128", "user:word"},
                                         {"user:word@proxy.test:3128", "proxy.test:3128", "user:word"},
                                         {"http://user@proxy.test", "proxy.test:80", "user:"},
                                         {"http://:word@proxy.test", "proxy.test:80", ":word"},
                                         {"http://@proxy.test", "proxy.test:80", ""},
                                         {"http://us%40er:p%3a%2Fw%25@proxy.test", "proxy.test:80", "us@er:p:/w%"},
                                         {"http://user:a@b/c@proxy.test", "proxy.test:80", "user:a@b/c"},
                                         {"http://user:100%@proxy.test", "proxy.test:80", "user:100%"},
                                         {"http://user:%zz%4@proxy.test", "proxy.test:80", "user:%zz%4"},
                                         {"http://user:a:b@proxy.test", "proxy.test:80", "user:a:b"}}) {
    const auto proxy = http::parse_proxy(row.text);
    ASSERT_TRUE(proxy) << row.text;
    EXPECT_EQ(proxy->shown(), row.shown) << row.text;
    EXPECT_EQ(proxy->credentials.value_or(""), row.credentials) << row.text;
  }
}

TEST(Proxy, OtherTextsAreRefused) {
  for (const char* text : {"", "http://", "http:///", "http://:3128", "https://proxy.test:3128", "socks5://proxy.test",
                           "://proxy.test", "http://proxy.test:0", "http://proxy.test:65536", "http://proxy.test:x",
                           "http://proxy.test:", "http://proxy.test/path", "http://proxy.test?q", "http://pro xy.test",
                           "http://proxy.test\r\nX: y", "http://[::1", "http://[::1]x", "::1", "user:word@"}) {
    EXPECT_FALSE(http::parse_proxy(text)) << text;
  }
}

TEST(NoProxy, ExemptsTheReceiversInTheList) {
  struct Row {
    const char* list;
    const char* host;
    bool exempt;
  };
  for (const Row& row : std::vector<Row>{{"", "api.test", false},
                                         {" , ,", "api.test", false},
                                         {"*", "api.test", true},
                                         {"other.test, *", "192.0.2.1", true},
                                         {"*:443", "api.test", true},
                                         {"*:80", "api.test", false},
                                         {"api.test", "api.test", true},
                                         {"test", "api.test", true},
                                         {".api.test", "api.test", true},
                                         {".api.test", "eu.api.test", true},
                                         {"*.api.test", "eu.api.test", true},
                                         {"api.test", "eu.api.test", true},
                                         {"api.test", "myapi.test", false},
                                         {"eu.api.test", "api.test", false},
                                         {"API.Test.", "api.TEST", true},
                                         {"api.test", "api.test.", true},
                                         {"a.test,b.test api.test", "api.test", true},
                                         {"a.test,b.test", "api.test", false},
                                         {"api.test:443", "api.test", true},
                                         {"api.test:8443", "api.test", false},
                                         {".test:443", "api.test", true},
                                         {".", "api.test", false},
                                         {"*.", "api.test", false},
                                         {"pi.test", "api.test", false},
                                         {"192.0.2.1", "192.0.2.1", true},
                                         {"192.0.2.1:443", "192.0.2.1", true},
                                         {"192.0.2.1:80", "192.0.2.1", false},
                                         {"2.1", "192.0.2.1", false},
                                         {"192.0.2.1", "1.192.0.2.1.test", false},
                                         {"192.0.2.0/24", "192.0.2.77", true},
                                         {"192.0.2.0/24", "192.0.3.77", false},
                                         {"192.0.2.128/25", "192.0.2.127", false},
                                         {"192.0.2.128/25", "192.0.2.255", true},
                                         {"192.0.2.1/32", "192.0.2.1", true},
                                         {"192.0.2.1/32", "192.0.2.2", false},
                                         {"0.0.0.0/0", "192.0.2.1", true},
                                         {"0.0.0.0/0", "::1", false},
                                         {"192.0.2.0/33", "192.0.2.1", false},
                                         {"192.0.2.0/", "192.0.2.1", false},
                                         {"10.0.0.0/8", "api.test", false},
                                         {"::1", "::1", true},
                                         {"[::1]", "::1", true},
                                         {"[::1]:443", "0:0:0:0:0:0:0:1", true},
                                         {"[::1]:80", "::1", false},
                                         {"2001:db8::/32", "2001:db8:1::1", true},
                                         {"2001:db8::/32", "2001:db9::1", false},
                                         {"localhost", "127.0.0.1", false}}) {
    EXPECT_EQ(config::exempts(row.list, row.host, "443"), row.exempt) << row.list << " for " << row.host;
  }
}

using Variables = std::map<std::string, std::string>;

std::string variable_for(const std::string& url, const Variables& variables) {
  return config::proxy_variable(url, config::Environment(variables)).value_or("none");
}

TEST(ProxyVariable, DependsOnTheSchemeAndPrefersLowerCase) {
  Variables all{{"https_proxy", "a"}, {"HTTPS_PROXY", "b"}, {"http_proxy", "c"},
                {"HTTP_PROXY", "d"},  {"all_proxy", "e"},   {"ALL_PROXY", "f"}};
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "none"}) {
    EXPECT_EQ(variable_for("https://api.test/v1", all), name);
    all[name] = "";  // as if it were not there
  }
  all["all_proxy"] = "e";
  for (const char* name : {"http_proxy", "HTTP_PROXY", "all_proxy"}) {
    EXPECT_EQ(variable_for("http://api.test/v1", all), name);
    all.erase(name);
  }
  EXPECT_EQ(variable_for("http://api.test/v1", {{"HTTPS_PROXY", "b"}}), "none");
}

TEST(ProxyVariable, IsAbsentForAnExemptReceiver) {
  const auto with = [](const std::string& no_proxy) {
    return Variables{{"HTTPS_PROXY", "a"}, {"HTTP_PROXY", "b"}, {"NO_PROXY", no_proxy}};
  };
  EXPECT_EQ(variable_for("https://eu.api.test/v1", with("api.test")), "none");
  EXPECT_EQ(variable_for("https://api.test?q", with("api.test:443")), "none");
  EXPECT_EQ(variable_for("http://api.test/", with("api.test:443")), "HTTP_PROXY");
  EXPECT_EQ(variable_for("http://api.test", with("api.test:80")), "none");
  EXPECT_EQ(variable_for("https://[::1]:8443/", with("[::1]:8443")), "none");
  EXPECT_EQ(variable_for("https://127.0.0.1:8443/", with("127.0.0.0/8")), "none");
  Variables both = with("api.test");
  both["no_proxy"] = "other.test";
  EXPECT_EQ(variable_for("https://api.test/", both), "HTTPS_PROXY") << "lower case wins";
  both["no_proxy"] = "";
  EXPECT_EQ(variable_for("https://api.test/", both), "none");
}

}  // namespace
}  // namespace sent::tests
