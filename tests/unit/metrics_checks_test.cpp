#include "check/metrics_checks.hpp"

#include <gtest/gtest.h>

namespace sent {
namespace {

TEST(MetricsChecks, NeverKeepARunFromWorking) {
  const Check unwritable = judge_textfile("/srv/none/job.prom", false);
  EXPECT_EQ(unwritable.outcome, CheckOutcome::warning);
  EXPECT_NE(unwritable.message.find("/srv/none/job.prom"), std::string::npos);
  EXPECT_NE(unwritable.hint.find("metrics.textfile"), std::string::npos);
  const Check away = judge_pushgateway("http://gateway.test:9091", NoReply{NoReply::Kind::unreachable, "connecting to x: refused"});
  EXPECT_EQ(away.outcome, CheckOutcome::warning);
  EXPECT_EQ(away.message, "connecting to x: refused");
  EXPECT_NE(away.hint.find("metrics.pushgateway"), std::string::npos);
}

TEST(MetricsChecks, AreOkWhenMetricsWouldArrive) {
  EXPECT_EQ(judge_textfile("/srv/job.prom", true).outcome, CheckOutcome::ok);
  EXPECT_EQ(judge_pushgateway("http://gateway.test:9091", Reached{}).message, "http://gateway.test:9091 is reached");
}

}  // namespace
}  // namespace sent
