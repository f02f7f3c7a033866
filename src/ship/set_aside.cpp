// SPDX-License-Identifier: Apache-2.0

#include "ship/set_aside.hpp"

#include <algorithm>
#include <iterator>

namespace sent::ship {

namespace {

// Of events that failed alone one after the other, without any that was accepted.
constexpr std::size_t most_without_outage = 16;

}  // namespace

std::vector<LoneFailure> SetAside::take_to_retry(const Traffic& traffic) {
  // Not that of std::ranges, which clang 14 cannot compile with the library of GCC 12.
  const auto alive = std::stable_partition(events_.begin(), events_.end(), [&](const LoneFailure& event) {
    return !traffic.has_accepted_since(event.suspect.first_failure);
  });
  std::vector<LoneFailure> taken(std::make_move_iterator(alive), std::make_move_iterator(events_.end()));
  events_.erase(alive, events_.end());
  return taken;
}

bool SetAside::is_outage() const { return events_.size() > most_without_outage; }

void SetAside::keep_witness(const encode::Batch& batch, EventSpan accepted) {
  if (witness_.empty()) witness_ = batch.slice(accepted.first, accepted.first + 1);
}

std::optional<encode::Batch> SetAside::call_witness(Traffic::Moment latest) {
  const bool was_called = std::ranges::all_of(
      events_, [this](const LoneFailure& event) { return event.suspect.first_failure < called_at_; });
  if (was_called || witness_.empty()) return std::nullopt;
  called_at_ = latest + 1;
  return witness_;
}

}  // namespace sent::ship
