// SPDX-License-Identifier: Apache-2.0

#include "job/feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "ship/offenders.hpp"

namespace sent::job {

namespace {

// What was accepted since the last report is in doubt after a crash.
constexpr std::chrono::milliseconds report_interval{200};
// The payloads of refused events stay in memory until they are reported.
constexpr std::size_t most_refused = 200;
constexpr std::size_t most_refused_bytes = 4U << 20U;

Position position_of(const Rejection& rejection) { return {rejection.source_id, rejection.user_id}; }

}  // namespace

Feed::Feed(ship::Shipper& shipper, const config::Config::Sink& sink, const Deadline& deadline, StageClock& times,
           Settler settled)
    : shipper_(shipper),
      times_(times),
      limits_{sink.max_batch_events, sink.max_body_bytes},
      max_event_bytes_(sink.max_event_bytes),
      settled_(std::move(settled)),
      deadline_(deadline),
      reported_at_(times.now()) {}

void Feed::take(const StreamedEvent& event) {
  const std::size_t bytes = event.json.size();
  if (event.refusal) return refuse(event, std::string(*event.refusal));
  if (bytes > max_event_bytes_) {
    return refuse(event, fmt::format("the event has {} bytes, sink.max_event_bytes is {}", bytes, max_event_bytes_));
  }
  if (!batch_.empty() && !batch_.fits(bytes, limits_)) submit();
  batch_.append(event.json, event.ids);
}

void Feed::refuse(const StreamedEvent& event, const std::string& reason) {
  if (refused_.empty()) refused_bytes_ = 0;
  refused_.push_back(ship::rejection_of(event.json, event.ids, std::nullopt, reason));
  refused_bytes_ += event.json.size();
  if (refused_.size() < most_refused && refused_bytes_ < most_refused_bytes) return;
  const StageClock::Within waiting(times_, Stage::waiting);  // for the ledger
  deadline_.check();
  finish();
}

// Reports before the batch is sent: if the worker was paused for long and lost its claim, the report fails.
void Feed::submit() {
  const StageClock::Within waiting(times_, Stage::waiting);
  report_if_due();
  deadline_.check();
  while (!shipper_.submit(batch_, times_.now() + report_interval)) {
    report();
    deadline_.check();
  }
}

void Feed::drain(const std::function<void()>& meanwhile) {
  const StageClock::Within waiting(times_, Stage::waiting);
  while (!shipper_.drain(times_.now() + report_interval)) {
    meanwhile();
    deadline_.check();
  }
}

void Feed::finish() {
  if (!batch_.empty()) submit();
  drain([this] { report(); });
  report();
  if (refused_.empty()) return;
  ship::Settled settled;
  settled.through = position_of(refused_.back());
  settled.rejected = std::exchange(refused_, {});
  for (const Rejection& one : settled.rejected) settled.ids.add(one.message_id);
  settled_(settled);
}

void Feed::abandon() {
  batch_.clear();
  drain([] {});
  (void)shipper_.take_settled();
}

void Feed::report_if_due() {
  if (times_.now() - reported_at_ >= report_interval) report();
}

void Feed::report() {
  reported_at_ = times_.now();
  ship::Settled settled = shipper_.take_settled();
  if (settled.through) {
    auto refused = refused_through(*settled.through);
    for (const Rejection& one : refused) settled.ids.add(one.message_id);
    std::ranges::move(refused, std::back_inserter(settled.rejected));
  }
  settled_(settled);
}

std::vector<Rejection> Feed::refused_through(const Position& position) {
  const auto later = std::ranges::find_if(refused_, [&](const Rejection& one) { return position_of(one) > position; });
  std::vector<Rejection> taken(std::make_move_iterator(refused_.begin()), std::make_move_iterator(later));
  refused_.erase(refused_.begin(), later);
  return taken;
}

}  // namespace sent::job
