// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/status_json.hpp"

#include <gtest/gtest.h>

#include "support/files/golden.hpp"
#include "support/samples/sample_status.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

TEST(StatusJson, ShowsEveryState) {
  expect_golden("tests/golden/status.json", command::status::report::status_json(week_of_each_state()));
}

TEST(StatusJson, IsCompleteIfNoDayIsPartialOrMissing) {
  EXPECT_EQ(Json::parse(command::status::report::status_json(week_of_each_state()))["complete"], false);
  EXPECT_EQ(Json::parse(command::status::report::status_json(missing_days(1)))["complete"], false);
  EXPECT_EQ(Json::parse(command::status::report::status_json(zero_days(3)))["complete"], true);
}

TEST(StatusJson, UnknownValuesAreNullAndListsMayBeEmpty) {
  const Json document = Json::parse(command::status::report::status_json(missing_days(2)));
  EXPECT_EQ(document["rejected"], Json::array());
  EXPECT_EQ(document["largest"], (Json{{"sources", Json::array()}, {"workspaces", Json::array()}}));
  EXPECT_EQ(document["totals"]["events"]["planned"], nullptr);
  EXPECT_EQ(document["days"][1]["duration_s"], nullptr);
}

TEST(StatusJson, IsAlwaysUtf8) {
  const Json document = Json::parse(command::status::report::status_json(hostile_names()));
  EXPECT_EQ(document["rejected"][1]["reason"], "\x1b[31mred\nline two\xef\xbf\xbd]]>");
  EXPECT_EQ(document["largest"]["sources"][0]["events"], 9'000'000'000'000'000'000U);
  for (std::uint32_t seed = 0; seed < 50; ++seed)
    EXPECT_TRUE(Json::accept(command::status::report::status_json(random_status(seed)))) << seed;
}

}  // namespace
}  // namespace sent::tests
