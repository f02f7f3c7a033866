// SPDX-License-Identifier: Apache-2.0

// The connections that read one snapshot at the same time: two, or one if the two do not lead to one server, as behind
// a load balancer or a pooler with several servers.

#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

#include "postgres/session.hpp"
#include "read/counters_session.hpp"

namespace sent::read {

// The sessions, which outlive a snapshot: new connections for each chunk would cost the server a process and its caches
// each time. Connects at once. Not thread-safe.
struct SnapshotSessions {
  // `stop` ends every wait, and so does `halt`.
  SnapshotSessions(const CountersAccess& access, const std::stop_token& stop, bool only_one);

  std::stop_source halt;
  std::stop_callback<std::function<void()>> on_stop;
  postgres::Session first;
  std::optional<postgres::Session> second;  // absent: only one is wanted, or they do not lead to one server
};

// A transaction on each session, with one snapshot. `sessions` must outlive it. Failures are those of Session.
class SnapshotConnections {
 public:
  // Drops the second session of `sessions` if it cannot see the snapshot of the first, and then calls
  // `on_other_server`.
  SnapshotConnections(SnapshotSessions& sessions, const std::function<void()>& on_other_server);
  // Ends the transactions.
  ~SnapshotConnections();
  SnapshotConnections(const SnapshotConnections&) = delete;
  SnapshotConnections& operator=(const SnapshotConnections&) = delete;

  // Runs `work` on one of the transactions. One thread may use the first while another uses the second; if there is
  // only one connection, they take turns. If `work` throws, ends the work on both, and the sessions cannot be used any
  // more.
  void on_first(const std::function<void(postgres::Transaction&)>& work);
  void on_second(const std::function<void(postgres::Transaction&)>& work);

  [[nodiscard]] bool is_broken() const { return broken_; }

 private:
  [[nodiscard]] bool join_second();
  void run(postgres::Transaction& on, const std::function<void(postgres::Transaction&)>& work);
  void end(postgres::Transaction& transaction) const;

  SnapshotSessions& sessions_;
  postgres::Transaction first_;
  std::optional<postgres::Transaction> second_;
  std::mutex turn_;  // guards first_ if there is no second
  std::atomic<bool> broken_ = false;
};

}  // namespace sent::read
