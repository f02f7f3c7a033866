// SPDX-License-Identifier: Apache-2.0

// The ledger port in memory. It passes the same contract suite as the one on PostgreSQL (tests/contract), and does what
// no test can ask of a database: lose the N-th call or its answer, and go back to an earlier state.

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

// What a ledger holds. A value.
struct LedgerContents {
  struct Lease {
    std::string worker;
    Clock::Time until;
  };
  struct Chunk {
    ledger::ChunkState state;
    std::int64_t fence = 0;
    std::optional<Lease> lease;
    std::optional<std::int64_t> completed_at;  // in `moments`
  };
  struct OfDay {
    std::vector<Chunk> chunks;  // by number
    std::optional<DayPlan> plan;
    std::map<Position, Rejection> rejected;
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
    std::int64_t started_at = 0;
    std::optional<RunEnd> end;
  };
  std::map<Day, OfDay> days;
  std::vector<Run> runs;     // RunNo counts them from 1
  std::int64_t moments = 0;  // order of what happened, which a clock that stands still cannot tell
};

// How a call is lost. `number` counts from 1, from break_call() on, over all workers.
struct BrokenLedgerCall {
  enum class Lost { call, answer };  // before anything happened; or all of it happened, and nobody hears of it
  int number = 1;
  Lost lost = Lost::call;
  bool and_all_later = false;
  std::optional<ExitCode> code = ExitCode::database_unavailable;  // none: what is thrown is no Failure
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
  // As when every worker that holds a chunk was paused for longer than its lease.
  void let_leases_run_out();
  // As after a restored backup or a fail-over that lost transactions.
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
  int calls_ = 0;
};

}  // namespace sent::tests
