// SPDX-License-Identifier: Apache-2.0

// What every ledger promises about rejected events.

#include <gtest/gtest.h>

#include <algorithm>

#include "contract/ledger_contract.hpp"

namespace sent::tests {
namespace {

TYPED_TEST_SUITE(LedgerContract, LedgerRigs);

TYPED_TEST(LedgerContract, RejectedEventsAreCountedByDay) {
  const auto ledger = this->open_day();
  const std::vector<Rejection> rejected{rejection_of("a", "u1"), rejection_of("a", "u2")};
  record(*ledger, this->day, 0, upto("a", "u2", 0, rejected));
  this->deliver(*ledger, this->next_day);
  EXPECT_EQ(ledger->rejected_count(this->both_days), 2U);
  EXPECT_EQ(ledger->rejected_count({this->next_day, this->next_day}), 0U);
  EXPECT_EQ(ledger->rejected_days(), std::vector{this->day});
}

TYPED_TEST(LedgerContract, RejectedEventsAreReadInPagesByPosition) {
  const auto ledger = this->open_day();
  const std::vector<Rejection> rejected{rejection_of("B", "u"), rejection_of("a", "u1"), rejection_of("a", "u2"),
                                        rejection_of("é", "u")};
  record(*ledger, this->day, 0, upto("é", "u", 0, rejected));
  const std::size_t event_bytes = rejected[0].payload.size();
  for (const auto& [limit, bytes] :
       {std::pair<std::size_t, std::size_t>{2, 1'000'000}, {100, 1}, {100, event_bytes + 1}}) {
    std::vector<std::string> seen;
    std::optional<Position> after;
    const std::size_t most = bytes == 1 ? 1 : 2;
    for (auto page = ledger->rejected_events(this->day, after, limit, bytes); !page.empty();
         page = ledger->rejected_events(this->day, after, limit, bytes)) {
      EXPECT_LE(page.size(), most);
      for (const auto& event : page) seen.push_back(event.source_id + "/" + event.user_id);
      after = Position{page.back().source_id, page.back().user_id};
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"B/u", "a/u1", "a/u2", "é/u"}));
  }
}

// For any text in an id, an event or a reason, also after a replay.
TYPED_TEST(LedgerContract, RejectedEventsKeepEveryByte) {
  const auto ledger = this->open_day();
  std::vector<Rejection> rejected;
  for (const char* const text :
       {"", "\"", "\\", "\\\"", "NULL", "a,b", "{}", "a'b", "a\nb\tc", "日本", "{\"a\":\"\\u0000\\n\"}"}) {
    rejected.push_back({"s", std::string("u") + text, "00000000-0000-5000-8000-000000000001", text, 400,
                        std::string("because ") + text});
  }
  std::ranges::sort(rejected, {}, &Rejection::user_id);
  const auto expect_kept = [&] {
    const auto found = ledger->rejected_events(this->day, std::nullopt, 100, 1'000'000);
    ASSERT_EQ(found.size(), rejected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].user_id, rejected[i].user_id);
      EXPECT_EQ(found[i].message_id, rejected[i].message_id);
      EXPECT_EQ(found[i].payload, rejected[i].payload);
      EXPECT_EQ(found[i].reason, rejected[i].reason);
      EXPECT_EQ(found[i].status, rejected[i].status);
    }
  };
  record(*ledger, this->day, 0, upto("s", "v", 0, rejected));
  expect_kept();
  for (Rejection& one : rejected) one.status = 422, one.reason += " again";
  ledger->record_replay(this->day, {{}, rejected});
  expect_kept();
}

TYPED_TEST(LedgerContract, AReplayCountsInTheChunkOfTheSource) {
  const auto ledger = this->open_day({"m"});
  const std::vector<Rejection> low{rejection_of("a", "u")}, high{rejection_of("z", "u")};
  record(*ledger, this->day, 0, upto("a", "u", 0, low));
  record(*ledger, this->day, 1, upto("z", "u", 0, high));
  const std::vector<Position> accepted{{"z", "u"}, {"y", "nobody"}};
  ledger->record_replay(this->day, {accepted, low});
  EXPECT_EQ(described(*ledger, this->day), (Chunks{"0 [-, m) a/u 0 1", "1 [m, -) z/u 1 0"}));
}

TYPED_TEST(LedgerContract, AReplayDoesNotRestoreAnEventThatIsGone) {
  const auto ledger = this->open_day();
  const std::vector<Rejection> rejected{rejection_of("a", "u")};
  ledger->record_replay(this->day, {{}, rejected});
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 0U);
}

}  // namespace
}  // namespace sent::tests
