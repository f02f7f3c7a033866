// SPDX-License-Identifier: Apache-2.0

// Sends rejected events again, byte for byte.

#pragma once

#include <vector>

#include "command/replay/gate.hpp"
#include "job/send/sender.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/run_totals.hpp"
#include "progress/run_progress.hpp"
#include "ship/shipper.hpp"

namespace sent::command::replay {

// Not thread-safe. Everything passed to its constructor must outlive it.
class Replay {
 public:
  Replay(ledger::Ledger& ledger, Gate& gate, job::send::Sender& sender, progress::RunProgress& progress, log::Log& log);

  // Sends the rejected events of `days`, in order, except those that `gate` refuses. An event that the
  // receiver accepts is no longer rejected from then on; the others are kept with their newest answer. Throws the
  // exception that stopped it; what was accepted until then is recorded.
  void send(const std::vector<Day>& days);

  [[nodiscard]] const RunTotals& totals() const { return totals_; }

 private:
  void send(Day day);
  void send_page(Day day, const std::vector<Rejection>& page);
  void record(Day day, const ship::Settled& settled);

  ledger::Ledger& ledger_;
  Gate& gate_;
  job::send::Sender& sender_;
  progress::RunProgress& progress_;
  log::Log& log_;
  std::vector<Position> sent_;  // not yet settled, in order
  RunTotals totals_;
};

}  // namespace sent::command::replay
