// SPDX-License-Identifier: Apache-2.0

#include "support/deliveries/outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

namespace sent::tests {

namespace {

std::vector<std::string> missing_from(const std::set<std::string>& some, const std::set<std::string>& all) {
  std::vector<std::string> missing;
  std::ranges::set_difference(all, some, std::back_inserter(missing));
  return missing;
}

}  // namespace

std::set<std::string> due_events(const Job& job, Arguments command) {
  command.emplace_back("--dry-run");
  const auto dry = job(command);
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  std::set<std::string> due;
  std::set<std::string> ids;
  for (const auto& line : lines_of(dry.out)) {
    due.insert(line);
    EXPECT_TRUE(ids.insert(nlohmann::json::parse(line)["messageId"]).second) << line;
  }
  EXPECT_FALSE(due.empty());
  return due;
}

std::vector<std::string> raw_events(const Receiver& receiver) {
  std::vector<std::string> events;
  for (const auto& event : receiver.events()) events.push_back(event.raw);
  return events;
}

void expect_all_delivered(const std::set<std::string>& due, const std::vector<std::string>& arrived,
                          TestDatabase& ledger) {
  const std::set<std::string> distinct(arrived.begin(), arrived.end());
  EXPECT_EQ(missing_from(distinct, due), std::vector<std::string>{}) << "due and not delivered";
  EXPECT_EQ(missing_from(due, distinct), std::vector<std::string>{}) << "delivered and not due";
  const std::string all = std::to_string(due.size());
  EXPECT_EQ(
      ledger.value("select sum(planned) || ' ' || sum(delivered) || ' ' || sum(rejected) from sent_source_data.chunks"),
      all + " " + all + " 0");
  EXPECT_EQ(ledger.value("select count(*) from sent_source_data.chunks where completed_at is null"), "0");
  EXPECT_EQ(
      ledger.value("select count(*) from sent_source_data.chunks where worker is not null or lease_until is not null"),
      "0");
  EXPECT_EQ(ledger.value("select count(*) from sent_source_data.rejected_events"), "0");
}

void expect_nothing_sent(const ProgramResult& result, int code, const std::vector<std::string>& parts,
                         TestDatabase& ledger) {
  EXPECT_EQ(result.exit_code, code) << result.err;
  for (const auto& part : parts)
    EXPECT_NE(result.err.find(part), std::string::npos) << "expected: " << part << "\ngot: " << result.err;
  EXPECT_EQ(ledger.value("select coalesce(sum(delivered + rejected), 0) from sent_source_data.chunks"), "0");
  EXPECT_EQ(ledger.value("select count(*) from sent_source_data.rejected_events"), "0");
}

}  // namespace sent::tests
