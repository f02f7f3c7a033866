// SPDX-License-Identifier: Apache-2.0

// A name server that does not answer: this program's own getaddrinfo() stands in for it.

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <atomic>
#include <chrono>

#include "http/connection.hpp"

namespace sent::tests {
namespace {

const std::string unanswered_host = "unanswered.test";
std::atomic<int> lookups = 0;
std::atomic<bool> answered = false;

}  // namespace
}  // namespace sent::tests

// Replaces libc's in the test program. Any other name goes to libc.
extern "C" int own_getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                               addrinfo** result) __asm__("getaddrinfo");

extern "C" int own_getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** result) {
  if (name != nullptr && name == sent::tests::unanswered_host) {
    ++sent::tests::lookups;
    sent::tests::lookups.notify_all();
    sent::tests::answered.wait(false);
    return EAI_NONAME;
  }
  static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(name, service, hints, result);
}

namespace sent::tests {
namespace {

std::string silence_of(const http::Answer& answer) {
  const auto* silence = std::get_if<http::NoReply>(&answer);
  return silence == nullptr ? "an answer" : silence->what;
}

TEST(NameLookup, RetriesWaitForTheLookupThatStillRuns) {
  http::Endpoint endpoint;
  endpoint.url.host = unanswered_host;
  endpoint.url.port = "80";
  endpoint.connect_timeout = std::chrono::milliseconds{20};
  endpoint.request_timeout = std::chrono::hours{1};
  http::Connection connection(endpoint, nullptr);
  for (int attempt = 1; attempt <= 3; ++attempt) {
    EXPECT_EQ(silence_of(connection.post({"text/plain", "x"}, {})), "resolving unanswered.test: timed out");
    lookups.wait(0);
  }
  EXPECT_EQ(lookups, 1);
  answered = true;
  answered.notify_all();
  endpoint.connect_timeout = std::chrono::hours{1};
  EXPECT_TRUE(silence_of(connection.post({"text/plain", "x"}, {})).starts_with("resolving unanswered.test: Host not"));
}

}  // namespace
}  // namespace sent::tests
