// SPDX-License-Identifier: Apache-2.0

#include "ship/contact/refusal.hpp"

namespace sent::ship::contact {

namespace {

constexpr std::size_t events_that_mean_all = 100;
constexpr std::size_t sources_that_mean_all = 10;
// An answer of 403 is about the key more often than about an event.
constexpr std::size_t forbidden_sources_that_mean_all = 3;
// Of few sources. Each costs requests and memory.
constexpr std::size_t most_batches = 32;
constexpr std::size_t most_events = 10'000;

}  // namespace

void Refusals::add(const Refusal& one) {
  ++batches_;
  events_ += one.events;
  (one.is_forbidden ? forbidden_ : sources_).insert(one.sources.begin(), one.sources.end());
}

bool Refusals::mean_all() const {
  if (forbidden_.size() >= forbidden_sources_that_mean_all || events_ >= most_events) return true;
  return events_ >= events_that_mean_all && (sources_.size() >= sources_that_mean_all || batches_ >= most_batches);
}

bool Refusals::may_be_at_fault(bool more) const {
  if (!forbidden_.empty() || events_ >= events_that_mean_all) return false;
  return !more || (sources_.size() < sources_that_mean_all && batches_ < most_batches);
}

}  // namespace sent::ship::contact
