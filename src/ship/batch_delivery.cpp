// SPDX-License-Identifier: Apache-2.0

#include "ship/batch_delivery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "ship/contact/inquiry.hpp"
#include "ship/offenders.hpp"
#include "ship/search.hpp"

namespace sent::ship {

namespace {
constexpr std::size_t rejections_that_mean_all = 100;
constexpr std::size_t sources_that_mean_all = 10;

contact::Tried tried_of(const Posted& posted) {
  switch (posted.ending) {
    case Posted::Ending::delivered: return contact::Tried::accepted;
    case Posted::Ending::refused: return contact::Tried::refused;
    case Posted::Ending::used_up: return contact::Tried::unclear;
    case Posted::Ending::halted: break;
  }
  return contact::Tried::halted;
}

bool is_forbidden(const Posted& refused) { return refused.verdict.kind == answer::Verdict::Kind::forbid; }

// A 403 is about the key more often than about an event, so few requests show it.
contact::Inquiry::Manner manner_for(const Posted& refused) {
  if (is_forbidden(refused)) return {.halves = false, .most_sources = 3};
  return {.halves = true, .most_sources = 10};
}

Position position_of(const Rejection& rejection) { return {rejection.source_id, rejection.user_id}; }

Position position_of(const encode::Batch& batch, std::size_t index) {
  const encode::EventIds ids = batch.ids(index);
  return {std::string(ids.source_id), std::string(ids.user_id)};
}

}  // namespace

BatchPart part_of(const encode::Batch& batch, EventSpan span) {
  BatchPart part{span.first, span.last, std::nullopt, std::nullopt};
  if (span.first > 0) part.before = position_of(batch, span.first - 1);
  if (span.last < batch.events()) part.through = position_of(batch, span.last - 1);
  return part;
}

BatchPart within(const std::optional<BatchPart>& whole, BatchPart part) {
  if (!whole) return part;
  part.first += whole->first;
  part.last += whole->first;
  if (!part.before) part.before = whole->before;
  if (!part.through) part.through = whole->through;
  return part;
}

Position last_position(const encode::Batch& batch, const std::vector<Rejection>& refused) {
  if (refused.empty()) return batch.last_position();
  if (batch.empty()) return position_of(refused.back());
  return std::max(batch.last_position(), position_of(refused.back()));
}

BatchDelivery::BatchDelivery(const encode::Batch& batch, Courier& courier, Traffic& traffic, const ShipperRules& rules,
                             const BatchReport& report)
    : batch_(batch),
      courier_(courier),
      traffic_(traffic),
      rejections_may_mean_all_(rules.rejections_may_mean_all && !report.is_retry),
      report_(report) {}

void BatchDelivery::deliver() {
  if (!send({0, batch_.events()})) return;
  stop_if_all_refused();
  release_rejections();
}

bool BatchDelivery::send(EventSpan span) {
  const Posted posted = post(span);
  switch (posted.ending) {
    case Posted::Ending::halted: return false;
    case Posted::Ending::delivered: return true;
    case Posted::Ending::refused: return take_apart(span, posted);
    case Posted::Ending::used_up: break;
  }
  if (span.events() == 1) return give_up(span, posted), true;
  const Failure failure = courier_.gave_up(slice(span), posted);
  courier_.tell(fmt::format("{}; sending its events in parts, to find those at fault", failure.what()));
  return Search(*this, traffic_, {span, posted.first_failure, courier_.most_attempts_alone(), failure}).run();
}

Posted BatchDelivery::post(EventSpan span) {
  const bool is_whole = span.events() == batch_.events();
  Posted posted = courier_.post(is_whole ? batch_ : slice(span));
  if (posted.ending == Posted::Ending::delivered) accept(span, posted);
  return posted;
}

Posted BatchDelivery::try_once(EventSpan span, const Posted& earlier) {
  Posted posted = courier_.post(slice(span), earlier.attempts + 1, earlier);
  if (posted.ending == Posted::Ending::delivered) accept(span, posted);
  if (posted.ending == Posted::Ending::refused && !take_apart(span, posted)) posted.ending = Posted::Ending::halted;
  return posted;
}

// Any request that was accepted shows that the key is right.
bool BatchDelivery::may_mean_all(const Posted& refused) const {
  return (is_forbidden(refused) || rejections_may_mean_all_) && !traffic_.has_accepted_since(0);
}

bool BatchDelivery::take_apart(EventSpan span, const Posted& refused) {
  if (!may_mean_all(refused)) return halve(span, refused);
  auto turn = traffic_.first_contact().take_turn();
  // It may be known by now.
  if (may_mean_all(refused)) return inquire(span, refused, std::move(turn));
  turn.end();
  return halve(span, refused);
}

bool BatchDelivery::inquire(EventSpan span, const Posted& refused, contact::FirstContact::Turn turn) {
  std::vector<std::pair<EventSpan, Posted>> alone;
  const auto attempt = [&](EventSpan part) {
    Posted posted = post(part);
    const contact::Tried tried = tried_of(posted);
    if (part.events() == 1 && tried == contact::Tried::refused) alone.emplace_back(part, std::move(posted));
    return tried;
  };
  contact::Inquiry inquiry(batch_, span, turn.refused(), attempt);
  const contact::Tried tried = inquiry.run(manner_for(refused));
  // Before the next worker's turn, because this may be the end. After a 403 no event is at fault until one is accepted.
  const bool is_in_doubt =
      tried == contact::Tried::refused || (tried == contact::Tried::unclear && is_forbidden(refused));
  if (is_in_doubt) return set_aside(span, refused, inquiry.sources()), true;
  turn.end();
  if (tried == contact::Tried::halted) return false;
  for (const auto& [event, posted] : alone) settle(event, rejected(event, posted, posted.verdict.reason));
  return std::ranges::all_of(inquiry.rest(), [this](EventSpan part) { return send(part); });
}

void BatchDelivery::set_aside(EventSpan span, const Posted& refused, const contact::Sources& sources) const {
  const std::string& reason = refused.verdict.reason;
  Failure if_not = is_forbidden(refused) ? courier_.refuses(slice(span), reason) : courier_.refuses_everything(reason);
  courier_.tell(fmt::format("{}: {}; sending others, to see whether the receiver accepts any",
                            courier_.attempted(slice(span)), reason));
  report_.set_aside({span, {}, 0, std::move(if_not), contact::Refusal{span.events(), is_forbidden(refused), sources}});
}

bool BatchDelivery::halve(EventSpan span, const Posted& posted) {
  if (span.events() == 1) return settle(span, rejected(span, posted, posted.verdict.reason)), true;
  const std::size_t middle = span.first + span.events() / 2;
  return send({span.first, middle}) && send({middle, span.last});
}

void BatchDelivery::accept(EventSpan span, const Posted& posted) {
  const auto& names = posted.verdict.rejected_message_ids;
  const NamedEvents named = names.empty() ? NamedEvents(span.events()) : match_names(slice(span), names).value();
  Outcome outcome;
  for (std::size_t i = 0; i < span.events(); ++i) {
    const encode::EventIds ids = batch_.ids(span.first + i);
    outcome.ids.add(ids.message_id);
    if (named[i]) {
      outcome.rejected.push_back(rejection_of(batch_.event(span.first + i), ids, posted.status,
                                              posted.verdict.rejected_reasons.at(*named[i])));
    } else {
      ++outcome.delivered;
    }
  }
  accepted_ += outcome.delivered;
  if (outcome.delivered > 0) traffic_.count_accepted();
  settle(span, std::move(outcome));
}

Outcome BatchDelivery::rejected(EventSpan span, const Posted& posted, const std::string& reason) const {
  Outcome outcome;
  outcome.rejected.push_back(rejection_of(batch_.event(span.first), batch_.ids(span.first), posted.status, reason));
  outcome.ids.add(batch_.ids(span.first).message_id);
  return outcome;
}

void BatchDelivery::give_up(EventSpan span, const Posted& posted) {
  Failure failure = courier_.gave_up(slice(span), posted);
  if (posted.was_only_asked_to_slow) throw Failure(failure);
  Outcome outcome = rejected(span, posted, because_it_failed(posted));
  if (posted.is_at_fault) return settle(span, std::move(outcome));
  report_.set_aside({span, std::move(outcome), posted.first_failure, std::move(failure)});
}

void BatchDelivery::settle(EventSpan span, Outcome outcome) {
  if (rejections_may_mean_all_ && outcome.delivered == 0 && !traffic_.has_accepted()) {
    kept_back_.emplace_back(span, std::move(outcome));
    return;
  }
  release_rejections();
  report_.settle(span, std::move(outcome));
}

void BatchDelivery::release_rejections() {
  for (auto& [span, outcome] : std::exchange(kept_back_, {})) report_.settle(span, std::move(outcome));
}

// The users of one source share whatever may be wrong, so many rejections of one source say little about the others.
void BatchDelivery::stop_if_all_refused() const {
  if (traffic_.has_accepted()) return;
  std::size_t rejections = 0;
  std::set<std::string_view> sources;
  for (const auto& [span, outcome] : kept_back_) {
    rejections += outcome.rejected.size();
    for (const Rejection& rejection : outcome.rejected) sources.insert(rejection.source_id);
  }
  if (rejections < rejections_that_mean_all || sources.size() < sources_that_mean_all) return;
  throw courier_.refuses_everything(kept_back_.back().second.rejected.back().reason);
}

}  // namespace sent::ship
