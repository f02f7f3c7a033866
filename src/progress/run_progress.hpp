// SPDX-License-Identifier: Apache-2.0

// What a run knows about how far it is. Others of its workers are known of as far as the ledger was read.

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

// Thread-safe. `clock` must outlive it.
class RunProgress {
 public:
  explicit RunProgress(const Clock& clock) : clock_(clock), began_(clock.now()) {}

  // Of a day of which nothing is settled.
  void know(Day day, std::size_t chunks);
  // As the ledger has it now.
  void know(Day day, const std::vector<ledger::ChunkState>& chunks);
  // What the day comes to.
  void plan(Day day, std::uint64_t events);

  // What is done from now on.
  void enter(Activity activity);
  void enter(Activity activity, Day day, int chunk);
  // Delivered, rejected or printed, of the day entered.
  void add(std::uint64_t events);
  // The chunk entered is done with.
  void complete_chunk();

  // None before anything was entered about a day.
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
