// SPDX-License-Identifier: Apache-2.0

// The ledger port in memory. It passes the same contract suite as the one on PostgreSQL (tests/contract), and can do
// what a database cannot: lose the N-th call or its answer, and return to an earlier state.

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"

namespace sent::tests {

// The contents of a ledger. A value.
struct LedgerContents {
  struct Lease {
    std::string worker;
    Clock::Time from;
    Clock::Time until;
  };
  struct Chunk {
    ledger::ChunkState state;
    std::int64_t fence = 0;
    std::int64_t step = 0;
    std::optional<std::uint64_t> planned = {};
    std::optional<Lease> lease = {};
  };
  struct OfDay {
    std::vector<Chunk> chunks = {};  // by number
    std::optional<DayRules> rules = {};
    std::int64_t generation = 0;
    std::optional<DayPlan> plan = {};
    std::map<Position, Rejection> rejected = {};
  };
  struct RunEnd {
    int exit_code = 0;
    std::uint64_t delivered = 0;
    std::uint64_t rejected = 0;
    bool operator==(const RunEnd&) const = default;
  };
  struct Run {
    ledger::RunStart start;
    std::string worker;
    std::int64_t began = 0;  // in `moments`
    std::int64_t seen = 0;   // likewise: its latest sign of life
    Clock::Time expires_at = {};
    std::optional<std::int64_t> resend = {};
    std::optional<RunEnd> end = {};
  };
  std::map<Day, OfDay> days;
  std::vector<Run> runs;     // RunNo counts them from 1
  std::int64_t moments = 0;  // counts signs of life, because a clock that stands still cannot order them
};

// How a call is lost. `number` counts from 1, from break_call() on, over all workers.
struct BrokenLedgerCall {
  enum class Lost { call, answer };  // lost before it has an effect, or after all its effects
  int number = 1;
  Lost lost = Lost::call;
  bool and_all_later = false;
  std::optional<ExitCode> code = ExitCode::database_unavailable;  // empty: the exception is not a Failure
};

// One deployment's ledger; each worker opens its own port to it. Thread-safe. `clock` must outlive it, and it must
// outlive the ports.
class MemoryLedger {
 public:
  MemoryLedger(const Clock& clock, std::chrono::milliseconds lease) : clock_(clock), lease_(lease) {}

  [[nodiscard]] std::unique_ptr<ledger::Ledger> open(const std::string& worker);

  // A broken call throws Failure("call N is lost"), or std::logic_error.
  void break_call(BrokenLedgerCall how);
  void mend();
  // Since break_call(), or mend().
  [[nodiscard]] int calls() const;

  [[nodiscard]] LedgerContents contents() const;
  // After call number `after`, from now on, returns to what it was after call number `to`, or before the first one (0).
  void go_back_once(int after, int to);
  // As if every worker with a claim was paused for longer than its lease.
  void let_leases_run_out();
  // As if a backup was restored, or a fail-over lost transactions.
  void go_back_to(LedgerContents earlier);

 private:
  class Port;
  template <typename Work>
  auto call(Work work);
  void fail_if_broken(BrokenLedgerCall::Lost lost) const;

  const Clock& clock_;
  const std::chrono::milliseconds lease_;
  mutable std::mutex mutex_;
  LedgerContents contents_;
  std::optional<BrokenLedgerCall> broken_;
  struct Return {
    int after;
    int to;
    std::vector<LedgerContents> history;  // by call
  };
  void remember();

  std::optional<Return> return_;
  int calls_ = 0;
};

}  // namespace sent::tests
