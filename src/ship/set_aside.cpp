// SPDX-License-Identifier: Apache-2.0

#include "ship/set_aside.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

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

contact::Refusals SetAside::refusals() const {
  contact::Refusals all;
  for (const LoneFailure& event : events_) {
    if (event.suspect.refusal) all.add(*event.suspect.refusal);
  }
  return all;
}

bool SetAside::is_outage() const {
  const auto failed = std::ranges::count_if(events_, [](const LoneFailure& event) { return !event.suspect.refusal; });
  return static_cast<std::size_t>(failed) > most_without_outage || refusals().mean_all();
}

std::vector<LoneFailure> SetAside::take_if_few(bool more) {
  const bool all_refused =
      std::ranges::all_of(events_, [](const LoneFailure& event) { return event.suspect.refusal.has_value(); });
  if (!all_refused || !refusals().may_be_at_fault(more)) return {};
  return std::exchange(events_, {});
}

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
