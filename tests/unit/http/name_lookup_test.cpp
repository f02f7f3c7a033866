// SPDX-License-Identifier: Apache-2.0

// Name servers with unusual answers, or none: this program's own getaddrinfo() stands in for them.

#include "http/wire/name_lookup.hpp"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <unistd.h>

#include <atomic>
#include <chrono>

#include "http/connection.hpp"
#include "support/servers/raw_server.hpp"

namespace sent::tests {
namespace {

const std::string unanswered_host = "unanswered.test";
const std::string dotted_host = "dotted.test.";   // the loopback
const std::string twofold_host = "twofold.test";  // 127.0.0.2, then 127.0.0.1
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
  if (name != nullptr && name == sent::tests::dotted_host) return real("127.0.0.1", service, hints, result);
  if (name != nullptr && name == sent::tests::twofold_host) {
    const int error = real("127.0.0.2", service, hints, result);
    return error != 0 ? error : real("127.0.0.1", service, hints, &(*result)->ai_next);
  }
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
  EXPECT_TRUE(silence_of(connection.post({"text/plain", "x"}, {})).starts_with("resolving unanswered.test: Name or"));
}

http::Endpoint endpoint_of(const std::string& host, const std::string& port) {
  http::Endpoint endpoint;
  endpoint.url.host = host;
  endpoint.url.port = port;
  endpoint.connect_timeout = endpoint.request_timeout = std::chrono::seconds{20};
  return endpoint;
}

TEST(NameLookup, ADotAtTheEndIsNoPartOfTheNameForTls) {
  Certificates certificates;
  std::string asked_for;
  {
    RawServer server([&](const RawConnection& peer) { asked_for = peer.server_name(); },
                     certificates.server({"DNS:dotted.test"}));
    const http::Endpoint endpoint = endpoint_of(dotted_host, server.port());
    const auto tls = std::get<http::TlsContext>(http::make_tls_context(certificates.ca_file()));
    const auto reached = http::Connection(endpoint, tls).reach({});
    EXPECT_TRUE(std::holds_alternative<http::Reached>(reached)) << std::get<http::NoReply>(reached).what;
  }
  EXPECT_EQ(asked_for, "dotted.test");
}

// Listens and accepts nothing: once its queue is full, the kernel drops the packets of further clients.
class BlackHole {
 public:
  explicit BlackHole(const std::string& port) {
    address_.sin_family = AF_INET;
    address_.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port)));
    ::inet_pton(AF_INET, "127.0.0.2", &address_.sin_addr);
    const auto* const place = reinterpret_cast<const sockaddr*>(&address_);
    sockets_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::bind(sockets_[0], place, sizeof address_), 0);
    EXPECT_EQ(::listen(sockets_[0], 0), 0);
    for (int i = 0; i < 4; ++i) {
      sockets_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
      (void)::connect(sockets_.back(), place, sizeof address_);
    }
  }
  ~BlackHole() {
    for (const int socket : sockets_) ::close(socket);
  }
  BlackHole(const BlackHole&) = delete;
  BlackHole& operator=(const BlackHole&) = delete;

 private:
  sockaddr_in address_{};
  std::vector<int> sockets_;
};

TEST(NameLookup, AnAddressThatLeadsNowhereDelaysTheNextOneOnlyShortly) {
  RawServer server([](const RawConnection& peer) { (void)peer.request(); });
  const BlackHole hole(server.port());
  const http::Endpoint endpoint = endpoint_of(twofold_host, server.port());
  const auto before = std::chrono::steady_clock::now();
  const auto reached = http::Connection(endpoint, nullptr).reach({});
  const auto took = std::chrono::steady_clock::now() - before;
  EXPECT_TRUE(std::holds_alternative<http::Reached>(reached)) << std::get<http::NoReply>(reached).what;
  EXPECT_GE(took, std::chrono::milliseconds{250});
  EXPECT_LT(took, std::chrono::seconds{5});
}

TEST(NameLookup, AnAddressThatRefusesIsLeftAtOnce) {
  RawServer server([](const RawConnection& peer) { (void)peer.request(); });
  const http::Endpoint endpoint = endpoint_of(twofold_host, server.port());
  EXPECT_TRUE(std::holds_alternative<http::Reached>(http::Connection(endpoint, nullptr).reach({})));
}

TEST(NameLookup, TheConnectTimeoutBoundsAllAddresses) {
  std::string port;
  {
    const RawServer server([](const RawConnection&) {});
    port = server.port();
  }
  const BlackHole hole(port);
  http::Endpoint endpoint = endpoint_of(twofold_host, port);
  endpoint.connect_timeout = std::chrono::milliseconds{400};
  const auto reached = http::Connection(endpoint, nullptr).reach({});
  EXPECT_EQ(std::get<http::NoReply>(reached).what, "connecting to twofold.test:" + port + ": timed out");
}

http::wire::Address address_of(int family, int number) {
  http::wire::Address address;
  address.place.ss_family = static_cast<sa_family_t>(family);
  address.size = static_cast<socklen_t>(number);
  return address;
}

TEST(NameLookup, FamiliesTakeTurns) {
  std::vector<http::wire::Address> addresses;
  for (int i = 1; i <= 4; ++i) addresses.push_back(address_of(AF_INET6, i));
  for (int i = 5; i <= 6; ++i) addresses.push_back(address_of(AF_INET, i));
  std::vector<socklen_t> order;
  for (const auto& address : http::wire::families_in_turn(addresses)) order.push_back(address.size);
  EXPECT_EQ(order, (std::vector<socklen_t>{1, 5, 2, 6, 3, 4}));
}

}  // namespace
}  // namespace sent::tests
