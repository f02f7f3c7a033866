// SPDX-License-Identifier: Apache-2.0

// A small world in which everything happens that delivery knows: two closed days, each in two chunks (one of them
// without any event), several batches to a chunk, a user whom the receiver refuses among others whom it takes, and
// events too large to be sent in the middle and at the end of a chunk. The program reaches
// PostgreSQL through a proxy. After whatever has happened, it says whether the ledger tells the truth.
// Not thread-safe.

#pragma once

#include <map>
#include <memory>
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

  // Nothing was ever delivered, the receiver is a new one, nothing is broken.
  void reset();
  // Remembers what is delivered now, for resume() to begin there, with a new receiver that refuses nobody.
  void keep();
  void resume();
  // What the receiver before resume() accepted does not count, as for what is sent again.
  void forget_earlier_receiver() { accepted_earlier_.clear(); }

  // Through the proxy to the receiver; a database that fails is asked again at once.
  [[nodiscard]] Job job() const;
  [[nodiscard]] const Arguments& backfill() const { return backfill_; }
  TestDatabase& database() { return database_; }
  PostgresProxy& proxy() { return proxy_; }
  Receiver& receiver() { return *receiver_; }
  // The receiver that refuses one user.
  [[nodiscard]] static std::optional<ScriptedAnswer> usual_answer(int number, const nlohmann::json& body);

  // Waits until the server has done with what a program, killed or not, left to it.
  void settle();
  // Lets the leases of a worker that is no more run out, so that no test has to wait for them.
  void let_leases_run_out();

  // Nothing is marked that the receiver did not accept or refuse: each chunk's position and counts.
  void expect_true_ledger();
  // The same, and every due event is accepted or kept with a reason, every chunk complete, every claim given back,
  // and whatever was sent, however often, was sent with the same id and bytes.
  void expect_all_accounted_for() { expect_complete_but(refusable_); }
  // The same, with every event accepted.
  void expect_all_delivered() { expect_complete_but({}); }
  void expect_no_claim();
  // To be called before a run that goes on where another one stopped, and after it.
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
  std::set<std::string> accepted_earlier_;      // by the receiver that was there before resume()
  std::set<std::string> kept_;
  std::set<std::string> settled_;
  std::size_t settled_at_request_ = 0;
};

}  // namespace sent::tests
