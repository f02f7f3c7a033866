// SPDX-License-Identifier: Apache-2.0

#include "command/replay/replay.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "model/settled_part.hpp"

namespace sent::command::replay {

namespace {

// The limits of the payloads in memory at a time.
constexpr std::size_t page_size = 2000;
constexpr std::size_t page_bytes = 8U << 20U;

bool is_among(const std::vector<Rejection>& rejected, const Position& event) {
  return std::ranges::any_of(
      rejected, [&](const Rejection& one) { return one.source_id == event.source_id && one.user_id == event.user_id; });
}

}  // namespace

Replay::Replay(ledger::Ledger& ledger, Gate& gate, job::send::Sender& sender, progress::RunProgress& progress,
               log::Log& log)
    : ledger_(ledger), gate_(gate), sender_(sender), progress_(progress), log_(log) {}

void Replay::send(const std::vector<Day>& days) {
  for (const Day day : days) {
    progress_.know(day, 1);
    progress_.expect(day, ledger_.rejected_count({day, day}));
  }
  for (const Day day : days) send(day);
}

void Replay::send(Day day) {
  const auto before = totals_;
  std::optional<Position> after;
  progress_.enter(progress::Activity::sending, day, 0);
  while (true) {
    const auto page = ledger_.rejected_events(day, after, page_size, page_bytes);
    if (page.empty()) break;
    send_page(day, page);
    after = Position{page.back().source_id, page.back().user_id};
  }
  progress_.complete_chunk();
  log_.info("day replayed", {{"day", iso(day)},
                             {"accepted", totals_.delivered - before.delivered},
                             {"rejected", totals_.rejected - before.rejected}});
}

void Replay::send_page(Day day, const std::vector<Rejection>& page) {
  sent_.clear();
  totals_.planned += page.size();
  gate_.look_at(page);
  for (const Rejection& event : page) sent_.push_back({event.source_id, event.user_id});
  sender_.send([&](const ship::Settled& settled) { record(day, settled); },
               [&](job::send::Feed& feed) {
                 for (const Rejection& event : page) {
                   const auto refusal = gate_.refusal(event);
                   feed.take({event.payload, {event.source_id, event.user_id, event.message_id}, refusal});
                 }
                 feed.finish();
               });
}

void Replay::record(Day day, const ship::Settled& settled) {
  SettledPart part;
  part.after = settled.through;
  part.ahead = settled.ahead;
  const auto unsettled = std::stable_partition(
      sent_.begin(), sent_.end(), [&](const Position& event) { return part.contains(event.source_id, event.user_id); });
  std::vector<Position> accepted;
  std::copy_if(sent_.begin(), unsettled, std::back_inserter(accepted),
               [&](const Position& event) { return !is_among(settled.rejected, event); });
  sent_.erase(sent_.begin(), unsettled);
  if (accepted.empty() && settled.rejected.empty()) return;
  ledger_.record_replay(day, {accepted, settled.rejected});
  totals_.delivered += accepted.size();
  totals_.rejected += settled.rejected.size();
  progress_.add(accepted.size() + settled.rejected.size());
}

}  // namespace sent::command::replay
