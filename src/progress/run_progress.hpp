// SPDX-License-Identifier: Apache-2.0

// How far a run is, as far as it knows; for other workers, what the ledger last said.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "ledger/ledger.hpp"
#include "model/clock.hpp"
#include "progress/progress.hpp"

namespace sent::progress {

// Thread-safe: mutex_ guards everything, and is held only to read and write it. `clock` must outlive it.
class RunProgress {
 public:
  explicit RunProgress(const Clock& clock) : clock_(clock), began_(clock.now()) {}

  // A day has this many chunks, and none of its events is settled yet.
  void know(Day day, std::size_t chunks);
  // The chunks of a day as the ledger now records them.
  void know(Day day, const std::vector<ledger::ChunkState>& chunks);
  // How many events the day has, or an estimate.
  void expect(Day day, std::uint64_t events);

  // What the run does from now on.
  void enter(Activity activity);
  void enter(Activity activity, Day day, int chunk);
  // Events of the day entered that were delivered, rejected or printed.
  void add(std::uint64_t events);
  // The chunk entered is complete.
  void complete_chunk();

  // Nothing before a day is known.
  [[nodiscard]] std::optional<ProgressReport> report() const;

 private:
  struct OfDay {
    std::size_t chunks = 0;
    std::size_t chunks_complete = 0;
    std::uint64_t settled = 0;
    std::optional<std::uint64_t> planned;
  };
  [[nodiscard]] std::optional<std::uint64_t> all_events() const;
  void add_estimates(ProgressReport& report) const;

  const Clock& clock_;
  const Clock::Time began_;
  mutable std::mutex mutex_;
  std::map<Day, OfDay> days_;
  Activity activity_ = Activity::planning;
  std::optional<Day> day_;
  int chunk_ = 0;
  std::uint64_t own_events_ = 0;
};

}  // namespace sent::progress
