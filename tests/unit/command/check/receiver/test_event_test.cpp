// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/test_event.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(TestEvent, IsMarkedAsATestAndReachesNoDestination) {
  const Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 10} + std::chrono::hours{12};
  EXPECT_EQ(command::check::receiver::test_event(Uuid{1}, noon, "1.2.3"),
            R"({"type":"track","event":"Sent Source Data Test","messageId":"01000000-0000-0000-0000-000000000000",)"
            R"("userId":"sent-source-data-check","timestamp":"2026-03-10T12:00:00.000Z","properties":{"test":true},)"
            R"("context":{"library":{"name":"sent-source-data","version":"1.2.3"}},"integrations":{"All":false}})");
}

}  // namespace
}  // namespace sent::tests
