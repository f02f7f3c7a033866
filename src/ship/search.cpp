// SPDX-License-Identifier: Apache-2.0

#include "ship/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sent::ship {

namespace {

constexpr std::size_t most_parts = 12;
constexpr std::size_t most_witnesses = 4;

}  // namespace

std::string because_it_failed(const Posted& last) {
  return fmt::format("failed alone {} times while the receiver accepted other events: {}", last.attempts,
                     last.verdict.reason);
}

Search::Search(BatchDelivery& delivery, Traffic& traffic, Given given)
    : delivery_(delivery),
      traffic_(traffic),
      given_(std::move(given)),
      accepted_before_(delivery.events_accepted()),
      since_(given_.first_failure) {
  const auto [first, last] = given_.span;
  const std::size_t events = last - first, parts = std::min(most_parts, events);
  const std::size_t witnesses = std::min(most_witnesses, events / 2);
  // Far from each other and from the ends, because neighbours may share a fault.
  for (std::size_t i = 0; i < witnesses; ++i) {
    const std::size_t event = first + events * (2 * i + 1) / (2 * witnesses);
    witnesses_.push_back({event, event + 1});
  }
  for (std::size_t i = 0; i < parts; ++i)
    add_around_witnesses({first + events * i / parts, first + events * (i + 1) / parts});
}

void Search::add_around_witnesses(EventSpan part) {
  for (const EventSpan& witness : witnesses_) {
    if (witness.first < part.first || witness.first >= part.last) continue;
    if (part.first < witness.first) untried_.push_back({part.first, witness.first});
    part.first = witness.last;
  }
  if (part.events() > 0) untried_.push_back(part);
}

bool Search::run() {
  if (!try_parts() || !retry_alone()) return false;
  sort_witnesses();
  for (const EventSpan witness : std::exchange(witnesses_, {})) {
    if (!try_part(witness)) return false;
  }
  if (!retry_alone()) return false;
  judge();
  return true;
}

bool Search::try_parts() {
  while (!untried_.empty()) {
    if (!is_alive() && failures_ >= most_failures() && !ask_witnesses()) return false;
    const EventSpan part = untried_.front();
    untried_.pop_front();
    if (!try_part(part)) return false;
  }
  return is_alive() || was_alive_ || ask_witnesses();
}

// In an outage each request may last until its timeout, so before any sign of life only few are made: of one event
// each, because that is the likeliest to be accepted.
std::size_t Search::most_failures() const {
  if (was_alive_) return most_parts;
  return untried_.front().events() == 1 ? most_witnesses : 0;
}

bool Search::try_part(EventSpan part) {
  Posted posted = delivery_.try_once(part);
  if (posted.ending == Posted::Ending::halted) return false;
  if (posted.ending != Posted::Ending::used_up) return true;
  ++failures_;
  const std::size_t middle = part.first + part.events() / 2;
  if (part.events() == 1) {
    alone_.push_back({part, std::move(posted)});
  } else {
    untried_.push_back({part.first, middle});
    untried_.push_back({middle, part.last});
  }
  return true;
}

bool Search::is_alive() {
  if (!traffic_.has_accepted_since(since_)) return false;
  since_ = traffic_.latest();
  was_alive_ = true;
  failures_ = 0;
  return true;
}

bool Search::ask_witnesses() {
  while (!is_alive()) {
    if (witnesses_.empty()) throw Failure(given_.outage);
    const EventSpan witness = witnesses_.back();
    witnesses_.pop_back();
    if (!try_part(witness)) return false;
  }
  return true;
}

// The last one is the farthest from the events that failed: it is the likeliest to be accepted.
void Search::sort_witnesses() {
  const auto distance = [&](const EventSpan& witness) {
    std::size_t nearest = given_.span.events();
    for (const Alone& one : alone_) {
      const auto [least, most] = std::minmax(one.span.first, witness.first);
      nearest = std::min(nearest, most - least);
    }
    return nearest;
  };
  std::ranges::stable_sort(witnesses_, {}, distance);
}

// In rounds, so that each event's attempts are as far apart as those of a batch.
bool Search::retry_alone() {
  const auto has_attempts = [&](const Alone& one) {
    return one.failed.attempts < given_.most_attempts ||
           (!one.failed.is_at_fault && traffic_.has_accepted_since(one.failed.first_failure));
  };
  for (int round = 1; std::ranges::any_of(alone_, has_attempts); ++round) {
    if (!traffic_.back_off(round)) return false;
    std::vector<Alone> failed;
    for (Alone& one : alone_) {
      if (has_attempts(one)) {
        one.failed = delivery_.try_once(one.span, one.failed);
        if (one.failed.ending == Posted::Ending::halted) return false;
        if (one.failed.ending != Posted::Ending::used_up) continue;
      }
      failed.push_back(std::move(one));
    }
    alone_ = std::move(failed);
  }
  return true;
}

void Search::judge() {
  const std::size_t accepted = delivery_.events_accepted() - accepted_before_;
  const bool is_the_only_one = accepted + 1 == given_.span.events();
  for (Alone& one : alone_) {
    one.failed.is_at_fault = one.failed.is_at_fault || is_the_only_one;
    delivery_.give_up(one.span, one.failed);
  }
}

}  // namespace sent::ship
