// SPDX-License-Identifier: Apache-2.0

#include "ship/courier.hpp"

#include <fmt/format.h>

#include <utility>

#include "http/url.hpp"
#include "ship/answer/refusal_hint.hpp"
#include "ship/answer/silence_hints.hpp"
#include "ship/offenders.hpp"

namespace sent::ship {

namespace {

using Kind = answer::Verdict::Kind;

constexpr std::string_view unavailable_hint =
    "check that sink.url is right and that the receiver and any proxy are up; the next run continues from here";
constexpr std::string_view lone_event_hint =
    "check that the receiver is up; if it accepts other events, this one makes it fail: the next run rejects it as "
    "soon as another event is accepted after it has failed";

std::string_view hint_for(const Answer& received) {
  const auto* silence = std::get_if<NoReply>(&received);
  if (silence == nullptr) return "check that sink.url is the receiver's batch endpoint";
  if (silence->kind == NoReply::Kind::untrusted) return answer::untrusted_hint;
  if (silence->kind == NoReply::Kind::barred) return answer::barred_hint;
  if (silence->kind == NoReply::Kind::unwritable) return "check sink.path and the space on its disk";
  return unavailable_hint;
}

std::optional<int> status_of(const Answer& answer) {
  const auto* reply = std::get_if<Reply>(&answer);
  return reply == nullptr ? std::nullopt : std::optional(reply->status);
}

}  // namespace

Courier::Courier(const config::Config::Sink& sink, const ShipperRules& rules, std::unique_ptr<Transport> transport,
                 Traffic& traffic, std::stop_token abort)
    : receiver_(sink.preset == config::Preset::file ? sink.path : http::url_for_messages(sink.url)),
      sink_(sink),
      secrets_(sink),
      success_(answer::success_form_of(sink)),
      transport_(std::move(transport)),
      traffic_(traffic),
      abort_(std::move(abort)),
      observer_(rules.observer) {}

Posted Courier::post(const encode::Batch& batch, int most_attempts, Posted posted) {
  posted.ending = Posted::Ending::halted;
  posted.is_retry = false;
  while (true) {
    const bool was_alive = was_alive_since(posted);
    auto verdict = post_once(batch, posted);
    if (!verdict) return posted;
    posted.verdict = std::move(*verdict);
    if (posted.verdict.kind == Kind::delivered) posted.ending = Posted::Ending::delivered;
    if (posted.verdict.kind == Kind::bisect || posted.verdict.kind == Kind::forbid)
      posted.ending = Posted::Ending::refused;
    if (posted.ending != Posted::Ending::halted) return posted;
    if (pause_if_asked(batch, posted.verdict)) continue;
    note_failure(posted, was_alive);
    if (!wait_to_retry(batch, most_attempts, posted)) return posted;
  }
}

std::optional<answer::Verdict> Courier::post_once(const encode::Batch& batch, Posted& posted) {
  if (!traffic_.await_turn(batch.events())) return std::nullopt;
  const bool is_retry = std::exchange(posted.is_retry, true);
  const Traffic::Moment sent = traffic_.count_request(batch.body().size(), is_retry);
  const Clock::Time sent_at = traffic_.now();
  const Answer answer = transport_->post(batch, abort_);
  traffic_.count_time(traffic_.now() - sent_at, transport_->compressing());
  traffic_.note_alive();
  // It was abandoned, so it says nothing about the receiver.
  if (abort_.stop_requested() && std::holds_alternative<NoReply>(answer)) return std::nullopt;
  answer::Verdict verdict = answer::judge(answer, traffic_.wall(), secrets_, success_);
  posted.status = status_of(answer);
  if (verdict.too_many) traffic_.note_too_many(sent_at);
  if (!match_names(batch, verdict.rejected_message_ids)) verdict.kind = Kind::retry;
  if (verdict.kind == Kind::delivered) traffic_.note_accepted(sent);
  if (verdict.kind == Kind::refuse) throw refuses(batch, verdict.reason);
  if (verdict.kind == Kind::give_up) {
    throw Failure(ExitCode::receiver_unavailable, fmt::format("{}: {}", attempted(batch), verdict.reason),
                  std::string(hint_for(answer)));
  }
  return verdict;
}

// "Retry-After: 0" names no wait, so it counts as an attempt and backs off; otherwise the retries would never end.
bool Courier::pause_if_asked(const encode::Batch& batch, const answer::Verdict& verdict) {
  if (!verdict.wait || verdict.wait->count() == 0) return false;
  traffic_.pause_for(*verdict.wait);
  observer_(
      fmt::format("{}: {}; pausing for {} ms (Retry-After)", attempted(batch), verdict.reason, verdict.wait->count()));
  return true;
}

void Courier::note_failure(Posted& posted, bool was_alive) {
  const Traffic::Moment failed = traffic_.note_failed();
  if (posted.attempts++ == 0) posted.first_failure = failed;
  posted.is_at_fault = posted.is_at_fault || was_alive;
  posted.was_only_asked_to_slow = posted.was_only_asked_to_slow && posted.verdict.too_many;
}

bool Courier::wait_to_retry(const encode::Batch& batch, int most_attempts, Posted& posted) {
  if (posted.attempts >= most_attempts) {
    posted.ending = Posted::Ending::used_up;
    return false;
  }
  if (posted.attempts == 1) observer_(fmt::format("{}: {}; retrying", attempted(batch), posted.verdict.reason));
  return traffic_.back_off(posted.attempts);
}

Failure Courier::gave_up(const encode::Batch& batch, const Posted& posted) const {
  const auto& reason = posted.verdict.reason;
  const std::string_view usual = batch.events() == 1 ? lone_event_hint : unavailable_hint;
  return {ExitCode::receiver_unavailable,
          fmt::format("{}: gave up after {} attempts: {}", attempted(batch), posted.attempts, reason),
          answer::receivers_hint(sink_, reason).value_or(std::string(posted.verdict.hint.value_or(usual)))};
}

Failure Courier::refuses(const encode::Batch& batch, const std::string& reason) const {
  return {ExitCode::receiver_refuses, fmt::format("{}: {}", attempted(batch), reason),
          answer::refusal_hint(sink_, reason)};
}

Failure Courier::refuses_everything(const std::string& reason) const {
  return {ExitCode::receiver_refuses,
          fmt::format("sending to {}: the receiver refuses every event: {}", receiver_, reason),
          answer::refuses_everything_hint(sink_, reason)};
}

std::string Courier::attempted(const encode::Batch& batch) const {
  if (batch.events() != 1) return fmt::format("sending a batch of {} events to {}", batch.events(), receiver_);
  const encode::EventIds ids = batch.ids(0);
  return fmt::format("sending the event of source {} for user {} to {}", ids.source_id, ids.user_id, receiver_);
}

}  // namespace sent::ship
