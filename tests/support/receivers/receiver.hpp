// SPDX-License-Identifier: Apache-2.0

// A real HTTP(S) receiver on the loopback, which enforces the limits that Segment documents.
//
// POST to its path only (else 404 or 405), Content-Type application/json (400), basic authentication by the write key
// (401), at most 500,000 bytes of body after gunzip and 32,000 of each event (400); more than 2,500 events are answered
// with 200 and dropped, as Segment does. Items must be tracks with an event, a userId and a messageId of at most 100
// characters. Anything that Segment would accept but that should never be sent, such as sentAt, is recorded as a
// violation. With the rules of another receiver it follows those instead.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "receiver_rules.hpp"
#include "support/servers/certificates.hpp"

namespace sent::tests {

struct ReceivedRequest {
  int number = 0;  // from 1
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // after gunzip
  int status = 0;                              // of the answer; 0: none was given
};

struct ScriptedAnswer {
  enum class Action {
    reply,
    close_after_reply,
    reset,        // the connection, without an answer
    stall,        // never answer, until the client leaves or stop()
    half_answer,  // then the connection ends
  };
  int status = 200;
  std::string body = R"({"success": true})";
  std::map<std::string, std::string> headers;
  Action action = Action::reply;
  std::chrono::milliseconds delay{};  // before the answer; other requests do not wait for it
  bool takes_events = false;          // record the events as accepted although the answer is scripted
};

class Receiver {
 public:
  struct Options {
    std::string path = "/v1/batch";
    std::string write_key = "test-key";
    int wrong_key_status = 401;
    std::optional<TlsFiles> tls;
    bool outdated_tls = false;  // outdated versions only: 1.1 at most
    ReceiverRules rules = {};   // instead of all of that
  };
  // Called for each request in its connection's thread, one call at a time. An empty result means the usual rules.
  // `body` is discarded JSON if the body is not JSON.
  using Handler = std::function<std::optional<ScriptedAnswer>(int number, const nlohmann::json& body)>;

  Receiver();
  explicit Receiver(Options options);
  ~Receiver();

  void set_handler(Handler handler);
  [[nodiscard]] std::uint16_t port() const;
  // With `host` as its name, which must lead to the loopback.
  [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const;
  // Ends every connection; the port is free afterwards. Also done by the destructor.
  void stop();

  [[nodiscard]] std::vector<ReceivedEvent> events() const;  // accepted, in order of arrival
  [[nodiscard]] std::vector<ReceivedRequest> requests() const;
  [[nodiscard]] std::vector<std::string> violations() const;
  [[nodiscard]] int connections() const;   // ever
  [[nodiscard]] int most_at_once() const;  // requests that waited for their answers together
  // False after `most`.
  [[nodiscard]] bool wait_for_requests(std::size_t count, std::chrono::milliseconds most) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::tests
