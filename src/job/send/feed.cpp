// SPDX-License-Identifier: Apache-2.0

#include "job/send/feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "ship/offenders.hpp"

namespace sent::job::send {

namespace {

// What was accepted since the last report is in doubt after a crash.
constexpr std::chrono::milliseconds report_interval{200};
// The payloads of refused events stay in memory until they are recorded.
constexpr std::size_t most_refused = 200;
constexpr std::size_t most_refused_bytes = 1U << 19U;
constexpr std::size_t most_waiting_bytes = 1U << 19U;

}  // namespace

Feed::Feed(ship::Shipper& shipper, const config::Config& config, const Deadline& deadline, StageClock& times,
           Settler settled)
    : shipper_(shipper),
      times_(times),
      limits_{config.sink.max_batch_events, config.sink.max_body_bytes},
      max_event_bytes_(config.sink.max_event_bytes),
      lease_(config.job.lease),
      deadline_(deadline),
      reported_at_(times.now()),
      recorder_(std::move(settled), [&times] { return times.now(); }) {}

void Feed::take(const StreamedEvent& event) {
  const std::size_t bytes = event.json.size();
  if (event.refusal) return refuse(event, std::string(*event.refusal));
  if (bytes > max_event_bytes_) {
    return refuse(event, fmt::format("the event has {} bytes, sink.max_event_bytes is {}", bytes, max_event_bytes_));
  }
  submit_full();
  encode::Batch& into = batch_.empty() || batch_.fits(bytes, limits_) ? batch_ : next_;
  into.append(event.json, event.ids);
}

void Feed::refuse(const StreamedEvent& event, const std::string& reason) {
  submit_full();
  if (refused_.empty()) refused_bytes_ = 0;
  refused_.push_back(ship::rejection_of(event.json, event.ids, std::nullopt, reason));
  refused_bytes_ += event.json.size();
  if (refused_.size() >= most_refused || refused_bytes_ >= most_refused_bytes) submit();
}

// The full batch, once the next one has its first event.
void Feed::submit_full() {
  if (next_.empty()) return;
  submit();
  std::swap(batch_, next_);
}

// An event alone in the last batch could not be told from an outage if the receiver failed at it, because no other
// event is sent after it.
void Feed::share_with_last() {
  constexpr std::size_t enough = 3;
  const std::size_t events = batch_.events();
  if (next_.empty() || events < enough) return;
  encode::Batch last = batch_.slice(events - 1, events);
  if (!last.fits(next_.event(0).size(), limits_)) return;
  last.append(next_.event(0), next_.ids(0));
  next_ = std::move(last);
  batch_ = batch_.slice(0, events - 1);
}

void Feed::submit() {
  const StageClock::Within waiting(times_, Stage::waiting);
  hand_over();
  deadline_.check();
  await_claim();
  while (!shipper_.submit(batch_, refused_, times_.now() + report_interval)) {
    hand_over();
    deadline_.check();
    await_claim();
  }
}

// If the worker was paused for long, another one may have taken over what it works on. Recording finds out.
void Feed::await_claim() {
  if (times_.now() - recorder_.recorded_at() < lease_) return;
  recorder_.record();
  await_recorder();
}

void Feed::hand_over() {
  recorder_.add(shipper_.take_settled());
  const bool is_much = recorder_.waiting_bytes() >= most_waiting_bytes;
  if (!is_much && times_.now() - reported_at_ < report_interval) return;
  reported_at_ = times_.now();
  recorder_.record();
  if (is_much) await_recorder();
}

void Feed::await_recorder() {
  while (!recorder_.wait_until_idle(report_interval)) deadline_.check();
}

void Feed::finish() {
  share_with_last();
  // Those behind the end of this batch settle with the next one.
  std::vector<Rejection> later;
  if (!next_.empty()) later = refused_behind(batch_.last_position());
  submit_full();
  std::ranges::move(later, std::back_inserter(refused_));
  if (!batch_.empty() || !refused_.empty()) submit();
  const StageClock::Within waiting(times_, Stage::waiting);
  while (!shipper_.drain(times_.now() + report_interval)) {
    hand_over();
    deadline_.check();
  }
  recorder_.add(shipper_.take_settled());
  recorder_.record();
  await_recorder();
}

std::vector<Rejection> Feed::refused_behind(const Position& position) {
  const auto later = std::ranges::find_if(refused_, [&](const Rejection& one) {
    return position < Position{one.source_id, one.user_id};
  });
  std::vector<Rejection> behind(std::make_move_iterator(later), std::make_move_iterator(refused_.end()));
  refused_.erase(later, refused_.end());
  return behind;
}

void Feed::report() {
  recorder_.add(shipper_.take_settled());
  recorder_.record();
  while (!recorder_.wait_until_idle(report_interval)) {
  }
}

void Feed::abandon() {
  recorder_.discard();
  batch_.clear();
  next_.clear();
  refused_.clear();
  const StageClock::Within waiting(times_, Stage::waiting);
  while (!shipper_.forget(times_.now() + report_interval)) deadline_.check();
}

}  // namespace sent::job::send
