// SPDX-License-Identifier: Apache-2.0

#include "encode/event_writer.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sent::tests {
namespace {

expand::SourceUsage small() {
  expand::SourceUsage usage;
  usage.source_id = "s\"1";
  usage.slug = "rein.pk";
  usage.collaborators = 1;
  usage.owner_id = "o1";
  usage.owner_kind = "workspace";
  usage.owners = 12;
  usage.calls_monthly = 9007199254740993;
  usage.calls_weekly = 22;
  usage.methods = {1, 2, 3, 4, 5, 6};
  usage.other_methods = {{"methodDelete", 7}};
  usage.libraries = {{"libraryIos", 8}};
  usage.destinations = 2;
  usage.destination_properties = {"destinationMixpanel"};
  return usage;
}

Instant noon() { return std::chrono::sys_days(Day(2026, 3, 10).days()) + std::chrono::hours{12}; }

std::string event_of(const expand::SourceUsage& usage, encode::EventRules rules) {
  rules.library_version = "1.2.3";
  encode::EventWriter writer(std::move(rules), Day(2026, 3, 10), noon());
  writer.begin_source(usage);
  return std::string(writer.event_for("ü1"));
}

TEST(EventWriter, WritesEveryFieldInOrder) {
  EXPECT_EQ(event_of(small(), {}),
            R"({"type":"track","event":"Sent Source Data","messageId":")" +
                to_string(encode::message_id(Uuid{}, "2026-03-10", "s\"1", "ü1")) +
                R"(","userId":"ü1","timestamp":"2026-03-10T12:00:00.000Z","properties":{"sourceId":"s\"1",)"
                R"("sourceSlug":"rein.pk","sourceCollaborators":1,"ownerId":"o1","ownerOwners":12,)"
                R"("callsMonthly":9007199254740993,"callsWeekly":22,"methodIdentify":1,"methodAlias":2,)"
                R"("methodTrack":3,"methodPage":4,"methodScreen":5,"methodGroup":6,"methodDelete":7,)"
                R"("libraryIos":8,"destinations":2,"destinationMixpanel":true},)"
                R"("context":{"groupId":"o1","library":{"name":"sent-source-data","version":"1.2.3"}}})");
}

TEST(EventWriter, KnowsTheIdOfItsLastEvent) {
  encode::EventWriter writer({}, Day(2026, 3, 10), noon());
  writer.begin_source({});
  for (const char* const user : {"ada", "grace"}) {
    const auto event = nlohmann::json::parse(writer.event_for(user));
    EXPECT_EQ(writer.message_id(), event["messageId"].get<std::string>());
  }
}

TEST(EventWriter, HasAGroupOnlyForAWorkspace) {
  auto usage = small();
  usage.owner_kind = "user";
  EXPECT_EQ(event_of(usage, {}).find("groupId"), std::string::npos);
  usage.owner_kind.reset();
  EXPECT_EQ(event_of(usage, {}).find("groupId"), std::string::npos);
}

TEST(EventWriter, WritesNullForASourceWithoutAnOwner) {
  auto usage = small();
  usage.owner_id.reset();
  usage.owner_kind.reset();
  EXPECT_NE(event_of(usage, {}).find(R"("ownerId":null,)"), std::string::npos);
}

TEST(EventWriter, AddsTheExtraPropertiesLast) {
  const auto event = event_of(small(), {{}, true, true, "", ""});
  EXPECT_NE(event.find(R"("destinationMixpanel":true,"date":"2026-03-10","ownerType":"workspace"})"),
            std::string::npos);
}

TEST(EventWriter, AddsIntegrationsAfterTheContext) {
  const auto event = event_of(small(), {{}, false, false, R"({"All":false})", ""});
  EXPECT_TRUE(event.ends_with(R"("version":"1.2.3"}},"integrations":{"All":false}})"));
}

TEST(EventWriter, NeverWritesSentAt) {
  EXPECT_EQ(event_of(small(), {{}, true, true, "{}", ""}).find("sentAt"), std::string::npos);
}

}  // namespace
}  // namespace sent::tests
