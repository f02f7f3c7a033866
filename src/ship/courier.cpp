// SPDX-License-Identifier: Apache-2.0

#include "ship/courier.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "http/url.hpp"
#include "model/failure.hpp"
#include "ship/answer/refusal_hint.hpp"
#include "ship/answer/silence_hints.hpp"
#include "ship/offenders.hpp"

namespace sent::ship {

namespace {

constexpr std::size_t rejections_that_mean_all = 100;
constexpr std::size_t sources_that_mean_all = 10;
constexpr std::string_view unavailable_hint =
    "check that sink.url is right and that the receiver and any proxy are up; the next run continues from here";

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
      rejections_may_mean_all_(rules.rejections_may_mean_all),
      max_attempts_(sink.max_attempts),
      transport_(std::move(transport)),
      traffic_(traffic),
      abort_(std::move(abort)),
      observer_(rules.observer) {}

std::optional<Outcome> Courier::deliver(const encode::Batch& batch) {
  Outcome outcome;
  if (!deliver_into(batch, outcome)) return std::nullopt;
  if (outcome.delivered == 0) stop_if_all_refused(outcome);
  return outcome;
}

bool Courier::deliver_into(const encode::Batch& batch, Outcome& outcome) {
  const auto verdict = post_until_judged(batch);
  if (!verdict) return false;
  return verdict->kind == answer::Verdict::Kind::bisect ? split(batch, *verdict, outcome)
                                                        : accept(batch, *verdict, outcome);
}

std::optional<answer::Verdict> Courier::post_until_judged(const encode::Batch& batch) {
  int attempts = 0;
  for (bool retry = false;; retry = true) {
    if (!traffic_.await_turn(batch.events())) return std::nullopt;
    traffic_.count_request(batch.body().size(), retry);
    const Clock::Time sent_at = traffic_.now();
    const Answer answer = transport_->post(batch, abort_);
    traffic_.count_time(traffic_.now() - sent_at, transport_->compressing());
    // It was abandoned, so it says nothing about the receiver.
    if (abort_.stop_requested() && std::holds_alternative<NoReply>(answer)) return std::nullopt;
    answer::Verdict verdict = answer::judge(answer, traffic_.wall(), secrets_);
    last_status_ = status_of(answer);
    if (verdict.too_many) traffic_.note_too_many(sent_at);
    if (verdict.kind == answer::Verdict::Kind::delivered) traffic_.note_accepted();
    if (!match_names(batch, verdict.rejected_message_ids)) verdict.kind = answer::Verdict::Kind::retry;
    switch (verdict.kind) {
      case answer::Verdict::Kind::delivered:
      case answer::Verdict::Kind::bisect: return verdict;
      case answer::Verdict::Kind::refuse:
        throw Failure(ExitCode::receiver_refuses, fmt::format("{}: {}", attempted(batch), verdict.reason),
                      answer::refusal_hint(sink_, verdict.reason));
      case answer::Verdict::Kind::give_up:
        throw Failure(ExitCode::receiver_unavailable, fmt::format("{}: {}", attempted(batch), verdict.reason),
                      std::string(hint_for(answer)));
      case answer::Verdict::Kind::retry:
        if (!wait_to_retry(batch, verdict, attempts)) return std::nullopt;
    }
  }
}

bool Courier::wait_to_retry(const encode::Batch& batch, const answer::Verdict& verdict, int& attempts) {
  // "Retry-After: 0" names no wait, so it counts as an attempt and backs off; otherwise the retries would never end.
  if (verdict.wait && verdict.wait->count() > 0) {
    traffic_.pause_for(*verdict.wait);
    observer_(fmt::format("{}: {}; pausing for {} ms (Retry-After)", attempted(batch), verdict.reason,
                          verdict.wait->count()));
    return true;
  }
  if (++attempts >= max_attempts_) {
    throw Failure(ExitCode::receiver_unavailable,
                  fmt::format("{}: gave up after {} attempts: {}", attempted(batch), attempts, verdict.reason),
                  answer::receivers_hint(sink_, verdict.reason).value_or(std::string(unavailable_hint)));
  }
  if (attempts == 1) observer_(fmt::format("{}: {}; retrying", attempted(batch), verdict.reason));
  return traffic_.back_off(attempts);
}

bool Courier::split(const encode::Batch& batch, const answer::Verdict& verdict, Outcome& outcome) {
  if (batch.events() <= 1) {
    if (!batch.empty()) reject(batch, 0, verdict.reason, outcome);
    return true;
  }
  const std::size_t middle = batch.events() / 2;
  return deliver_into(batch.slice(0, middle), outcome) && deliver_into(batch.slice(middle, batch.events()), outcome);
}

bool Courier::accept(const encode::Batch& batch, const answer::Verdict& verdict, Outcome& outcome) {
  const auto named = match_names(batch, verdict.rejected_message_ids).value();
  for (std::size_t i = 0; i < batch.events(); ++i) {
    outcome.delivered += named[i] ? 0 : 1;
  }
  if (outcome.delivered > 0) traffic_.count_accepted();
  for (std::size_t i = 0; i < batch.events(); ++i) {
    if (named[i]) reject(batch, i, verdict.rejected_reasons.at(*named[i]), outcome);
  }
  return true;
}

void Courier::reject(const encode::Batch& batch, std::size_t index, const std::string& reason, Outcome& outcome) {
  outcome.rejected.push_back(rejection_of(batch.event(index), batch.ids(index), last_status_, reason));
}

// The users of one source share whatever may be wrong, so many rejections of one source say little about the others.
void Courier::stop_if_all_refused(const Outcome& outcome) const {
  if (!rejections_may_mean_all_ || traffic_.has_accepted() || outcome.rejected.size() < rejections_that_mean_all)
    return;
  std::set<std::string_view> sources;
  for (const Rejection& rejection : outcome.rejected) sources.insert(rejection.source_id);
  if (sources.size() < sources_that_mean_all) return;
  const std::string& reason = outcome.rejected.back().reason;
  throw Failure(ExitCode::receiver_refuses,
                fmt::format("sending to {}: the receiver refuses every event: {}", receiver_, reason),
                answer::refusal_hint(sink_, reason));
}

std::string Courier::attempted(const encode::Batch& batch) const {
  return fmt::format("sending a batch of {} events to {}", batch.events(), receiver_);
}

}  // namespace sent::ship
