// SPDX-License-Identifier: Apache-2.0

#include "command/check/monitoring/check_metrics.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(CheckMetrics, GivesOnlyWarnings) {
  const command::check::checklist::Check unwritable =
      command::check::monitoring::judge_textfile("/srv/none/job.prom", false);
  EXPECT_EQ(unwritable.outcome, command::check::checklist::CheckOutcome::warning);
  EXPECT_NE(unwritable.message.find("/srv/none/job.prom"), std::string::npos);
  EXPECT_NE(unwritable.hint->find("metrics.textfile"), std::string::npos);
  const command::check::checklist::Check away = command::check::monitoring::judge_pushgateway(
      "http://gateway.test:9091", http::NoReply{http::NoReply::Kind::unreachable, "connecting to x: refused"});
  EXPECT_EQ(away.outcome, command::check::checklist::CheckOutcome::warning);
  EXPECT_EQ(away.message, "connecting to x: refused");
  EXPECT_NE(away.hint->find("metrics.pushgateway"), std::string::npos);
}

TEST(CheckMetrics, IsOkIfMetricsCanBePublished) {
  EXPECT_EQ(command::check::monitoring::judge_textfile("/srv/job.prom", true).outcome,
            command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(command::check::monitoring::judge_pushgateway("http://gateway.test:9091", http::Reached{}).message,
            "http://gateway.test:9091 can be reached");
}

}  // namespace
}  // namespace sent::tests
