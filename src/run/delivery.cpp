#include "run/delivery.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/failure.hpp"

namespace sent {

namespace {

// How often progress is written: what a crash makes in doubt is what was accepted since.
constexpr std::chrono::milliseconds record_interval{200};

}  // namespace

Deliverer::Deliverer(World world, Shipper& shipper, EventRules rules, EventFilter filter,
                     std::optional<Clock::Time> deadline)
    : world_(std::move(world)),
      shipper_(shipper),
      rules_(std::move(rules)),
      filter_(std::move(filter)),
      deadline_(deadline),
      limits_{world_.config.sink.max_batch_events, world_.config.sink.max_body_bytes},
      recorded_at_(world_.clock.now()),
      renewed_at_(recorded_at_) {}

void Deliverer::deliver(const Unit& unit, const std::vector<Claim>& claims) {
  std::size_t next = 0;
  const auto claim_of = [&](std::size_t day) { return claims.empty() ? nullptr : &claims[day]; };
  try {
    ChunkUsage usage = open_unit(unit, world_.usage, world_.config);
    for (; next < unit.days.size(); ++next) {
      later_.assign(claims.begin() + static_cast<std::ptrdiff_t>(std::min(next + 1, claims.size())), claims.end());
      deliver_day(usage, unit.days[next], claim_of(next));
    }
    totals_.findings.merge(usage.findings());
    totals_.rows += usage.rows();
  } catch (...) {
    clean_up(unit, claims, next);
    throw;
  }
}

// What stopped the delivery is what the operator must hear, so a failure in here is only logged. Claims that cannot
// be given back run out by themselves.
void Deliverer::clean_up(const Unit& unit, const std::vector<Claim>& claims, std::size_t next) {
  shipper_.wind_down();
  try {
    if (next < unit.days.size()) record(claims.empty() ? nullptr : &claims[next]);
    for (; next < claims.size(); ++next) world_.ledger.release(claims[next]);
  } catch (const Failure& failure) {
    world_.log.warn("could not record everything after the failure; it will be sent again with the same ids",
                    {{"because", failure.what()}});
  }
}

void Deliverer::deliver_day(ChunkUsage& usage, const UnitDay& day, const Claim* claim) {
  const auto before = totals_;
  check_time();
  day_text_ = iso(day.facts.day);
  usage.advance_to(day.facts.day);
  check_time();
  if (claim != nullptr) world_.ledger.record(*claim, {});
  const auto after = claim != nullptr ? claim->after : day.after;
  each_event(usage, day.facts, rules_, after, filter_,
             [&](const StreamedEvent& event) { take(event, claim); });
  if (!batch_.empty()) submit(claim);
  drain(claim);
  record_last_refusals(claim);
  if (claim != nullptr) world_.ledger.complete(*claim);
  world_.log.info("chunk delivered", {{"day", iso(day.facts.day)},
                                      {"chunk", day.chunk},
                                      {"delivered", totals_.delivered - before.delivered},
                                      {"rejected", totals_.rejected - before.rejected}});
}

void Deliverer::take(const StreamedEvent& event, const Claim* claim) {
  if (event.json.size() > world_.config.sink.max_event_bytes) {
    refuse(event);
    return;
  }
  if (!batch_.fits(event.json.size(), limits_)) submit(claim);
  batch_.append(event.json);
  batch_.last_position.source_id = event.source_id;
  batch_.last_position.user_id = event.user_id;
}

void Deliverer::refuse(const StreamedEvent& event) {
  refused_.push_back(
      {std::string(event.source_id), std::string(event.user_id),
       to_string(message_id(rules_.name_space, day_text_, event.source_id, event.user_id)),
       std::string(event.json), 0,
       fmt::format("the event has {} bytes, sink.max_event_bytes is {}", event.json.size(),
                   world_.config.sink.max_event_bytes)});
}

void Deliverer::check_time() const {
  if (world_.stop.stop_requested()) {
    throw Failure(ExitCode::interrupted, "delivering: stopped by a signal", "run again to continue");
  }
  if (!deadline_ || world_.clock.now() < *deadline_) return;
  throw Failure(ExitCode::receiver_unavailable,
                fmt::format("delivering: job.time_budget of {} s is spent",
                            world_.config.job.time_budget.count() / 1000),
                "what was accepted is recorded; run again to continue");
}

void Deliverer::submit(const Claim* claim) {
  check_time();
  while (!shipper_.submit(batch_, world_.clock.now() + record_interval)) {
    record(claim);
    check_time();
  }
  batch_ = Batch();
  if (world_.clock.now() - recorded_at_ >= record_interval) record(claim);
}

void Deliverer::drain(const Claim* claim) {
  while (!shipper_.drain(world_.clock.now() + record_interval)) {
    record(claim);
    check_time();
  }
  record(claim);
}

std::vector<Rejection> Deliverer::refused_through(const Position& position) {
  const auto later = std::ranges::find_if(refused_, [&](const Rejection& rejection) {
    return Position{rejection.source_id, rejection.user_id} > position;
  });
  std::vector<Rejection> taken(std::make_move_iterator(refused_.begin()), std::make_move_iterator(later));
  refused_.erase(refused_.begin(), later);
  return taken;
}

void Deliverer::record(const Claim* claim) {
  recorded_at_ = world_.clock.now();
  Settled settled = shipper_.take_settled();
  if (settled.through) {
    auto refused = refused_through(*settled.through);
    settled.rejected.insert(settled.rejected.end(), std::make_move_iterator(refused.begin()),
                            std::make_move_iterator(refused.end()));
  }
  totals_.delivered += settled.delivered;
  totals_.rejected += settled.rejected.size();
  if (claim != nullptr) {
    world_.ledger.record(*claim, {settled.through, settled.delivered, settled.rejected});
    renew_later_claims();
  }
}

void Deliverer::renew_later_claims() {
  const auto now = world_.clock.now();
  if (now - renewed_at_ < world_.config.job.lease / 3) return;
  renewed_at_ = now;
  for (const Claim& claim : later_) world_.ledger.record(claim, {});
}

void Deliverer::record_last_refusals(const Claim* claim) {
  if (refused_.empty()) return;
  const Position last{refused_.back().source_id, refused_.back().user_id};
  totals_.rejected += refused_.size();
  if (claim != nullptr) world_.ledger.record(*claim, {last, 0, refused_});
  refused_.clear();
}

}  // namespace sent
