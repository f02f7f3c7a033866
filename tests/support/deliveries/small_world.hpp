// SPDX-License-Identifier: Apache-2.0

// A small world with every case of a delivery: two closed days, each in two chunks (one without any event), several
// batches in a chunk, a user whom the receiver refuses among others whom it accepts, and events too large to be sent in
// the middle and at the end of a chunk. The program reaches PostgreSQL through a proxy. At any time the world can check
// whether the ledger is true. Not thread-safe.

#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "support/postgres_proxy/postgres_proxy.hpp"
#include "support/program/job.hpp"
#include "support/servers/postgres_cluster.hpp"

namespace sent::tests {

class SmallWorld {
 public:
  SmallWorld();

  // Starts again: nothing delivered, a new receiver, nothing broken.
  void reset();
  // Remembers the present state, so that resume() can return to it with a new receiver that refuses nobody.
  void keep();
  void resume();
  // Events that the receiver before resume() accepted do not count, because they must be sent again.
  void forget_earlier_receiver() { accepted_earlier_.clear(); }

  // Uses the proxy and the receiver; retries a failed database at once.
  [[nodiscard]] Job job() const;
  [[nodiscard]] const Arguments& backfill() const { return backfill_; }
  TestDatabase& database() { return database_; }
  PostgresProxy& proxy() { return proxy_; }
  Receiver& receiver() { return *receiver_; }
  // The receiver that refuses one user.
  [[nodiscard]] static std::optional<ScriptedAnswer> usual_answer(int number, const nlohmann::json& body);

  // Waits until the server has finished the calls that a program, killed or not, left behind.
  void settle();
  // Lets the leases of a dead worker expire, so that no test has to wait for them.
  void let_leases_run_out();

  // Each chunk's position and counts include only events that the receiver accepted or refused.
  void expect_true_ledger();
  // The same. In addition every due event is accepted or kept with a reason, every chunk is complete, every claim is
  // released, and each event was always sent with the same id and bytes.
  void expect_all_accounted_for() { expect_complete_but(refusable_); }
  // The same, and every event is accepted.
  void expect_all_delivered() { expect_complete_but({}); }
  void expect_no_claim();
  // To be called before and after a run that continues where another one stopped.
  void remember_what_is_settled();
  void expect_nothing_settled_sent_again();

 private:
  struct Key {
    std::string day, source, user;
    auto operator<=>(const Key&) const = default;
  };
  struct Chunk {
    std::string name, day;
    std::optional<std::string> from, until, after_source, after_user;
    std::size_t delivered = 0, rejected = 0;
    std::optional<std::size_t> planned;
    bool complete = false;
    nlohmann::json ahead = {};  // settled behind the position

    [[nodiscard]] bool has(const Key& event) const;
    [[nodiscard]] bool is_past(const Key& event) const;
  };
  void find_due_events();
  std::vector<Chunk> chunks();
  std::set<std::string> rejected_ids();
  [[nodiscard]] std::set<std::string> accepted_ids() const;
  [[nodiscard]] std::set<std::string> sent_since(std::size_t request) const;
  void expect_complete_but(const std::set<std::string>& refused);
  void expect_kept(const std::set<std::string>& refused);
  void expect_same_bytes() const;

  const Arguments backfill_{"backfill", "--from", "2026-03-09", "--to", "2026-03-10", "--no-wait"};
  TestDatabase database_;
  PostgresProxy proxy_{PostgresCluster::shared().port()};
  std::unique_ptr<Receiver> receiver_;
  std::map<Key, std::string> due_;              // → message id
  std::map<std::string, std::string> payload_;  // message id → the event's bytes
  std::set<std::string> refusable_;             // ids of events that cannot be delivered
  std::set<std::string> accepted_earlier_;      // by the receiver before resume()
  std::set<std::string> kept_;
  std::set<std::string> settled_;
  std::size_t settled_at_request_ = 0;
};

}  // namespace sent::tests
