// SPDX-License-Identifier: Apache-2.0

#include "ledger/progress_rows.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "model/failure.hpp"

namespace sent::ledger {

using nlohmann::json;

namespace {

PositionRange range_of(const json& four) {
  return {{four.at(0).get<std::string>(), four.at(1).get<std::string>()},
          {four.at(2).get<std::string>(), four.at(3).get<std::string>()}};
}

}  // namespace

std::string ahead_text(std::span<const PositionRange> ahead) {
  json all = json::array();
  for (const auto& [after, through] : ahead) {
    all.push_back({after.source_id, after.user_id, through.source_id, through.user_id});
  }
  return all.dump();
}

std::vector<PositionRange> parse_ahead(std::string_view text) {
  try {
    std::vector<PositionRange> ahead;
    for (const json& one : json::parse(text)) ahead.push_back(range_of(one));
    return ahead;
  } catch (const json::exception& error) {
    throw Failure(ExitCode::unexpected, fmt::format("reading what is settled of a chunk: {}", error.what()),
                  "the column \"ahead\" of the ledger's chunks was changed by hand; set it to '[]'");
  }
}

std::string ids_text(IdSum ids) { return std::to_string(static_cast<std::int64_t>(ids.value())); }

SettledPart settled_part(const postgres::Row& row, std::uint64_t events) {
  SettledPart settled;
  if (const auto& source = row.optional_text("after_source")) settled.after = {*source, row.text("after_user")};
  settled.ahead = parse_ahead(row.text("ahead"));
  settled.events = events;
  settled.ids = IdSum(static_cast<std::uint64_t>(row.integer("settled_ids")));
  return settled;
}

Standing standing_of(const postgres::Rows& rows, const Claim& claim) {
  if (rows.empty()) return Standing::behind;
  const auto& row = rows.front();
  if (!row.flag("stands")) return row.integer("fence") < claim.fence ? Standing::behind : Standing::lost;
  return row.integer("step") == claim.step + 1 ? Standing::repeated : Standing::behind;
}

void require_standing(Standing standing, const Claim& claim) {
  if (standing == Standing::moved || standing == Standing::repeated) return;
  const std::string attempted = fmt::format("recording progress of chunk {} of {}", claim.chunk, iso(claim.day));
  if (standing == Standing::lost) {
    throw Failure(ExitCode::day_held_elsewhere, attempted + ": the lease expired and another worker has the chunk",
                  "raise job.lease to tolerate longer pauses; nothing is lost, because that worker continues");
  }
  throw Failure(ExitCode::day_held_elsewhere,
                attempted +
                    ": the ledger does not know what this run recorded before; it was restored, or a fail-over "
                    "lost it",
                "nothing is lost: what the ledger does not know as settled is sent again, with the same ids");
}

}  // namespace sent::ledger
