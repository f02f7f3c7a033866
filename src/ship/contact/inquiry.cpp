// SPDX-License-Identifier: Apache-2.0

#include "ship/contact/inquiry.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sent::ship::contact {

namespace {

// Neighbours may share a fault, so more of them say little.
constexpr std::size_t enough_alone = 2;
constexpr std::size_t least_probes = 3;

// At most `most` of them, evenly spread.
std::vector<std::size_t> spread(const std::vector<std::size_t>& events, std::size_t most) {
  std::vector<std::size_t> chosen;
  const std::size_t count = std::min(most, events.size());
  for (std::size_t i = 0; i < count; ++i) chosen.push_back(events[events.size() * (2 * i + 1) / (2 * count)]);
  return chosen;
}

}  // namespace

Inquiry::Inquiry(const encode::Batch& batch, EventSpan span, Sources& refused, Try attempt)
    : batch_(batch), span_(span), refused_(refused), try_(std::move(attempt)) {}

Tried Inquiry::run(const Manner& manner) {
  if (span_.events() == 1) {
    note_alone(span_.first);
    return Tried::refused;
  }
  if (manner.halves && refused_.empty()) {
    split(span_);
    const Tried tried = halve();
    if (tried != Tried::refused) return tried;
  } else {
    untried_.push_back(span_);
  }
  return probe(manner.most_sources - std::min(manner.most_sources, refused_.size()));
}

std::vector<EventSpan> Inquiry::rest() const {
  std::vector<EventSpan> spans = untried_;
  std::ranges::sort(spans, {}, &EventSpan::first);
  return spans;
}

Tried Inquiry::halve() {
  while (!untried_.empty() && alone_ < enough_alone) {
    const EventSpan part = untried_.back();
    const Tried tried = try_(part);
    if (tried == Tried::unclear || tried == Tried::halted) return tried;
    untried_.pop_back();
    if (tried == Tried::accepted) return tried;
    part.events() == 1 ? note_alone(part.first) : split(part);
  }
  return Tried::refused;
}

Tried Inquiry::probe(std::size_t most_sources) {
  for (const std::size_t event : probes(most_sources)) {
    const Tried tried = try_({event, event + 1});
    if (tried == Tried::unclear || tried == Tried::halted) return tried;
    take_out(event);
    if (tried == Tried::accepted) return tried;
    note_alone(event);
  }
  return Tried::refused;
}

// Of new sources, and if these are few, of any.
std::vector<std::size_t> Inquiry::probes(std::size_t most_sources) const {
  std::vector<std::size_t> events, firsts;
  std::set<std::string_view> seen;
  for (const EventSpan& span : rest()) {
    for (std::size_t event = span.first; event < span.last; ++event) {
      const std::string_view source = batch_.ids(event).source_id;
      events.push_back(event);
      if (!refused_.contains(source) && seen.insert(source).second) firsts.push_back(event);
    }
  }
  std::vector<std::size_t> chosen = spread(firsts, most_sources);
  for (const std::size_t event : spread(events, least_probes)) {
    if (chosen.size() < least_probes && std::ranges::find(chosen, event) == chosen.end()) chosen.push_back(event);
  }
  std::ranges::sort(chosen, std::greater());
  return chosen;
}

void Inquiry::split(EventSpan span) {
  const std::size_t middle = span.first + span.events() / 2;
  untried_.push_back({middle, span.last});
  untried_.push_back({span.first, middle});
}

void Inquiry::take_out(std::size_t event) {
  const auto around = std::ranges::find_if(
      untried_, [event](const EventSpan& span) { return span.first <= event && event < span.last; });
  const EventSpan whole = *around;
  untried_.erase(around);
  if (whole.first < event) untried_.push_back({whole.first, event});
  if (event + 1 < whole.last) untried_.push_back({event + 1, whole.last});
}

void Inquiry::note_alone(std::size_t event) {
  const std::string source(batch_.ids(event).source_id);
  refused_.insert(source);
  sources_.insert(source);
  ++alone_;
}

}  // namespace sent::ship::contact
