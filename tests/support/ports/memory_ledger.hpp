// SPDX-License-Identifier: Apache-2.0

// The ledger port in memory. It passes the same contract suite as the one on PostgreSQL (tests/contract), and can do
// what a database cannot: lose the N-th call or its answer, and return to an earlier state.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"
#include "support/ports/ledger_contents.hpp"

namespace sent::tests {

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
