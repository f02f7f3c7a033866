// SPDX-License-Identifier: Apache-2.0

// A TCP proxy in front of PostgreSQL, on a free loopback port, which counts calls and breaks one of them.
//
// A call is something that a client waits for: a new session (its startup packet), a simple query, or a round of the
// extended protocol up to its Sync. Calls are counted over all connections, in the order in which they arrive. Messages
// without an answer (Terminate) are passed on and not counted. The server must trust its clients and speak without TLS,
// and a call to break must not contain COPY FROM STDIN. Thread-safe.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sent::tests {

struct DatabaseCall {
  std::string what;  // its SQL, or "connecting"
  bool in_transaction = false;
  // Its effects last once the server has processed it: it is a commit or its own transaction.
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
  // Which calls are counted; all if empty. Called in the connection's thread.
  std::function<bool(const DatabaseCall&)> counts = {};
  // Called at that point, before the connection is cut, in the connection's thread.
  std::function<void()> act = {};
  // If set, all connections are cut and no new one is accepted until mend(). Otherwise the next call is served as
  // usual.
  bool stays_down = false;
};

class PostgresProxy {
 public:
  explicit PostgresProxy(int server_port);
  // Leads each new connection to the next of these servers, like a load balancer.
  explicit PostgresProxy(const std::vector<int>& server_ports);
  // Ends every connection.
  ~PostgresProxy();
  PostgresProxy(const PostgresProxy&) = delete;
  PostgresProxy& operator=(const PostgresProxy&) = delete;

  // The superuser's URL, like PostgresCluster::url().
  [[nodiscard]] std::string url(const std::string& database) const;

  // Restarts the count and breaks one call, once, by cutting its connection. Replaces an earlier request.
  void break_call(BrokenCall call);
  // Restarts the count, breaks nothing, and accepts new connections again.
  void mend();

  // From now on each call takes so much longer, as on the way to a server that is far away.
  void be_far_away(std::chrono::milliseconds round_trip);

  // All calls so far.
  [[nodiscard]] int calls() const;
  // Waits until there were so many calls or one was broken. False after `most`.
  [[nodiscard]] bool wait_for_calls(int count, std::chrono::milliseconds most) const;
  // The broken call: its SQL, or "connecting". Nothing until a call was broken.
  [[nodiscard]] std::optional<std::string> broken() const;
  // Returns when no connection is open.
  void wait_until_unused() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::tests
