// SPDX-License-Identifier: Apache-2.0

// A connection serves many requests, and each answer belongs to one of them: what arrives without a request is never
// credited to the next one. With TLS as without.

#include <gtest/gtest.h>

#include <atomic>

#include "http/connection.hpp"
#include "support/servers/raw_server.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

const std::string accepted = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
const std::string refused = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
const std::string unavailable = "HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n";

// Each connection talks by the script of its number, from 0; all further ones by the last.
class ScriptedServer {
 public:
  ScriptedServer(bool secure, std::vector<RawServer::Talk> scripts)
      : scripts_(std::move(scripts)), server_([this](const RawConnection& peer) { talk(peer); }, files(secure)) {}

  [[nodiscard]] http::Endpoint endpoint() const {
    http::Endpoint endpoint;
    endpoint.url = std::get<http::Url>(http::parse_url(server_.url()));
    endpoint.connect_timeout = endpoint.request_timeout = std::chrono::seconds{20};
    return endpoint;
  }
  [[nodiscard]] http::TlsContext tls() const {
    return std::get<http::TlsContext>(http::make_tls_context(certificates_.ca_file()));
  }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void talk(const RawConnection& peer) {
    const auto number = static_cast<std::size_t>(connections_++);
    scripts_[std::min(number, scripts_.size() - 1)](peer);
  }
  std::optional<TlsFiles> files(bool secure) {
    return secure ? std::optional(certificates_.server({"IP:127.0.0.1"})) : std::nullopt;
  }

  Certificates certificates_;
  std::vector<RawServer::Talk> scripts_;
  std::atomic<int> connections_ = 0;
  RawServer server_;
};

RawServer::Talk always(const std::string& answer) {
  return [answer](const RawConnection& peer) {
    while (!peer.request().empty() && peer.say(answer)) {
    }
  };
}

struct HttpReuse : testing::TestWithParam<bool> {
  void serve(std::vector<RawServer::Talk> scripts) {
    server.emplace(GetParam(), std::move(scripts));
    endpoint = server->endpoint();
    connection.emplace(endpoint, GetParam() ? server->tls() : nullptr);
  }
  // The status, or 0.
  int post(const std::string& body = "{}") {
    const http::Answer answer = connection->post({"application/json", body}, {});
    if (const auto* silence = std::get_if<http::NoReply>(&answer)) last_silence = silence->what;
    const auto* reply = std::get_if<http::Reply>(&answer);
    return reply == nullptr ? 0 : reply->status;
  }
  // After the first answer and `idle_` (which the test requests), the server does `then`, and waits for the client.
  RawServer::Talk answers_and_when_idle(std::function<void(const RawConnection&)> then) {
    return [this, then = std::move(then)](const RawConnection& peer) {
      if (peer.request().empty() || !peer.say(accepted) || !eventually([&] { return idle.load(); })) return;
      then(peer);
      done = true;
      while (!peer.request().empty() && peer.say(refused)) {
      }
    };
  }
  void let_the_server_act_while_idle() {
    idle = true;
    ASSERT_TRUE(eventually([&] { return done.load(); }));
  }

  std::atomic<bool> idle = false;
  std::atomic<bool> done = false;
  std::optional<ScriptedServer> server;
  http::Endpoint endpoint;
  std::optional<http::Connection> connection;
  std::string last_silence;
};

TEST_P(HttpReuse, ALateSecondAnswerIsNotThatOfTheNextRequest) {
  serve({answers_and_when_idle([](const RawConnection& peer) { (void)peer.say(accepted); }), always(unavailable)});
  EXPECT_EQ(post(), 200);
  let_the_server_act_while_idle();
  EXPECT_EQ(post(), 503);
  EXPECT_EQ(server->connections(), 2);
}

TEST_P(HttpReuse, ALateRefusalIsNotThatOfTheNextRequest) {
  serve({answers_and_when_idle([](const RawConnection& peer) { (void)peer.say(refused); }), always(accepted)});
  EXPECT_EQ(post(), 200);
  let_the_server_act_while_idle();
  EXPECT_EQ(post(), 200);
}

TEST_P(HttpReuse, ASecondAnswerInTheSameReadEndsTheConnection) {
  serve({always(accepted + accepted), always(unavailable)});
  EXPECT_EQ(post(), 200);
  EXPECT_EQ(post(), 503);
}

TEST_P(HttpReuse, ASecondAnswerInARecordOfItsOwnEndsTheConnection) {
  serve({[&](const RawConnection& peer) {
           if (peer.request().empty() || !peer.say(accepted) || !peer.say(accepted)) return;
           done = true;
           (void)peer.request();
         },
         always(unavailable)});
  EXPECT_EQ(post(), 200);
  ASSERT_TRUE(eventually([&] { return done.load(); }));
  EXPECT_EQ(post(), 503);
}

// The first of two answers may be the late second one to the request before.
TEST_P(HttpReuse, TwoAnswersToALaterRequestCountAsNone) {
  std::atomic<int> requests = 0;
  serve({[&](const RawConnection& peer) {
    while (!peer.request().empty() && peer.say(++requests == 2 ? accepted + refused : accepted)) {
    }
  }});
  EXPECT_EQ(post(), 200);
  EXPECT_EQ(post(), 0);
  EXPECT_EQ(last_silence, "reading the answer of " + endpoint.url.authority() + ": more than one answer");
  EXPECT_EQ(post(), 200);
  EXPECT_EQ(server->connections(), 2);
}

TEST_P(HttpReuse, AConnectionThatTheServerClosedWhileIdleCostsNothing) {
  serve({[&](const RawConnection& peer) {
    if (peer.request().empty() || !peer.say(accepted)) return;
    if (GetParam() && server->connections() % 2 == 0) peer.say_farewell();
  }});
  for (int i = 1; i <= 12; ++i) EXPECT_EQ(post(), 200) << i;
  EXPECT_EQ(server->connections(), 12);
}

struct HttpReuseOverTls : HttpReuse {};

TEST_P(HttpReuseOverTls, AFarewellWhileIdleCostsNothing) {
  serve({answers_and_when_idle([](const RawConnection& peer) { peer.say_farewell(); }), always(accepted)});
  EXPECT_EQ(post(), 200);
  let_the_server_act_while_idle();
  EXPECT_EQ(post(), 200);
  EXPECT_EQ(server->connections(), 2);
}

TEST_P(HttpReuse, AHalfCloseWhileIdleCostsNothing) {
  serve({answers_and_when_idle([](const RawConnection& peer) { peer.close_half(); }), always(accepted)});
  EXPECT_EQ(post(), 200);
  let_the_server_act_while_idle();
  EXPECT_EQ(post(), 200);
  EXPECT_EQ(server->connections(), 2);
}

// Between the look at the idle connection and the request, a server may close it.
TEST_P(HttpReuse, ARequestThatMeetsTheEndOfItsConnectionGoesOutOnceMore) {
  std::atomic<int> lost = 0;
  serve({[&](const RawConnection& peer) {
           if (peer.request().empty() || !peer.say(accepted)) return;
           if (peer.request().ends_with("second")) ++lost;
         },
         [&](const RawConnection& peer) {
           while (peer.request().ends_with("second") && peer.say(accepted)) {
           }
         }});
  EXPECT_EQ(post("first"), 200);
  EXPECT_EQ(post("second"), 200) << last_silence;
  EXPECT_EQ(lost, 1);
  EXPECT_EQ(server->connections(), 2);
}

TEST_P(HttpReuse, ANewConnectionThatEndsIsNotRepeated) {
  serve({[](const RawConnection& peer) { (void)peer.request(); }});
  EXPECT_EQ(post(), 0);
  EXPECT_EQ(server->connections(), 1);
}

TEST_P(HttpReuse, ARequestGoesOutOnceMoreAndNotTwice) {
  serve({[](const RawConnection& peer) {
           if (!peer.request().empty() && peer.say(accepted)) (void)peer.request();
         },
         [](const RawConnection& peer) { (void)peer.request(); }});
  EXPECT_EQ(post(), 200);
  EXPECT_EQ(post(), 0);
  EXPECT_EQ(server->connections(), 2);
}

TEST_P(HttpReuse, ARequestWhoseAnswerHasBegunIsNotRepeated) {
  serve({[](const RawConnection& peer) {
    if (!peer.request().empty() && peer.say(accepted) && !peer.request().empty()) (void)peer.say("HTTP/1.1 200 OK\r\n");
  }});
  EXPECT_EQ(post(), 200);
  EXPECT_EQ(post(), 0);
  EXPECT_EQ(server->connections(), 1);
}

INSTANTIATE_TEST_SUITE_P(With, HttpReuseOverTls, testing::Values(true));
INSTANTIATE_TEST_SUITE_P(With, HttpReuse, testing::Bool(),
                         [](const auto& secure) { return secure.param ? "Tls" : "PlainTcp"; });

}  // namespace
}  // namespace sent::tests
