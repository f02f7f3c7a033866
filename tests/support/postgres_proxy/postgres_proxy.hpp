// SPDX-License-Identifier: Apache-2.0

// A TCP proxy in front of PostgreSQL, on a free loopback port, which counts calls and breaks one of them.
//
// A call is what a client waits for: a new session (its startup packet), a simple query, or a round of the
// extended protocol up to its Sync. Calls are counted over all connections, in the order in which they arrive.
// Messages that no answer is waited for (Terminate) are passed on uncounted. The server must trust its clients
// and speak without TLS, and nobody may COPY FROM STDIN in a call that is to be broken. Thread-safe.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sent::tests {

struct DatabaseCall {
  std::string what;  // its SQL, or "connecting"
  bool in_transaction = false;
  // Effects stand when the server has processed it: it commits, or is a transaction of its own.
  [[nodiscard]] bool is_final() const;
};

struct BrokenCall {
  enum class Point {
    before,  // the server never sees the call; the client's connection is reset
    midway,  // the server has processed it and half of the bytes of its answer were passed on, then the end
    after,   // the server has processed it and nothing of its answer was passed on: a commit in doubt
  };
  int number = 1;  // from 1, counted since break_call()
  Point point = Point::before;
  // Which calls are counted; all of them without it. From the connection's thread.
  std::function<bool(const DatabaseCall&)> counts = {};
  // At that point, before the connection is cut; from the connection's thread.
  std::function<void()> act = {};
  // All connections are cut, and no new one is served until mend(). Else the next call is served as usual.
  bool stays_down = false;
};

class PostgresProxy {
 public:
  explicit PostgresProxy(int server_port);
  // Ends every connection.
  ~PostgresProxy();
  PostgresProxy(const PostgresProxy&) = delete;
  PostgresProxy& operator=(const PostgresProxy&) = delete;

  // Of the superuser, as PostgresCluster::url().
  [[nodiscard]] std::string url(const std::string& database) const;

  // Counts anew and breaks one call, once, by cutting its connection. Replaces what was to be broken before.
  void break_call(BrokenCall call);
  // Counts anew, breaks nothing, and serves new connections again.
  void mend();

  // All that there were.
  [[nodiscard]] int calls() const;
  // Returns when there were so many calls, or one was broken; false when that takes longer than `most`.
  [[nodiscard]] bool wait_for_calls(int count, std::chrono::milliseconds most) const;
  // What the broken call was: its SQL, or "connecting". Nothing while none was broken.
  [[nodiscard]] std::optional<std::string> broken() const;
  // Returns when no connection is open.
  void wait_until_unused() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::tests
