// SPDX-License-Identifier: Apache-2.0

// The shipper and a receiver that refuses some events: it finds them and delivers the others.

#include <gtest/gtest.h>

#include <cmath>

#include "unit/ship/scripted_shipper.hpp"

namespace sent::tests {
namespace {

TEST(Shipper, BisectsDownToTheOffendingEvents) {
  ScriptedShipper sender([](int, const encode::Batch& batch, const std::stop_token&) {
    const bool bad = batch.body().find("\"m3\"") != std::string_view::npos;
    return reply(bad ? 400 : 200, bad ? "bad" : "");
  });
  sender.submit(sample_batch(1, 7));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 6U);
  ASSERT_EQ(settled.rejected.size(), 1U);
  EXPECT_EQ(settled.rejected[0].source_id, "s3");
  EXPECT_EQ(settled.rejected[0].user_id, "u3");
  EXPECT_EQ(settled.rejected[0].message_id, "m3");
  EXPECT_EQ(settled.rejected[0].payload, sample_event(3));
  EXPECT_EQ(settled.rejected[0].status, 400);
  EXPECT_EQ(settled.rejected[0].reason, "HTTP 400: bad");
}

// One bad event costs two requests for each halving, at any place and in a batch of any size.
TEST(Shipper, FindsAnOffenderWithALogarithmicNumberOfRequests) {
  for (const int size : {2, 64, 1000, 2500}) {
    for (const int offender : {1, size / 3 + 1, size}) {
      const std::string name = fmt::format("\"m{}\"", offender);
      ScriptedShipper sender([&](int, const encode::Batch& batch, const std::stop_token&) {
        return reply(batch.body().find(name) == std::string_view::npos ? 200 : 400, "");
      });
      sender.submit(sample_batch(1, size));
      EXPECT_TRUE(sender.shipper.drain(for_ever));
      EXPECT_EQ(sender.shipper.take_settled().delivered, static_cast<std::uint64_t>(size) - 1);
      EXPECT_LE(sender.script.bodies().size(), 1 + 2 * std::ceil(std::log2(size))) << size << ", " << offender;
    }
  }
}

TEST(Shipper, AReceiverThatRefusesEveryEventStopsTheRun) {
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) { return reply(400, "bad"); });
  sender.submit(sample_batch(1, 200));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_refuses);
  EXPECT_NE(std::string(failure.what()).find("refuses every event"), std::string::npos);
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt);
}

// Bisection finds the bad events first; the events after them are still delivered.
TEST(Shipper, ManyRejectedEventsAtTheStartDoNotStopTheBatch) {
  ScriptedShipper sender([](int, const encode::Batch& batch, const std::stop_token&) {
    for (std::size_t i = 0; i < batch.events(); ++i) {
      if (batch.event(i).find("\"bad\"") != std::string_view::npos) return reply(422, "bad");
    }
    return reply(200);
  });
  encode::Batch batch;
  for (int i = 0; i < 150; ++i) {
    const std::string user = i < 120 ? "bad" : "good";
    batch.append(fmt::format(R"({{"messageId":"m{0}","userId":"{1}","properties":{{"sourceId":"s{0}"}}}})", i, user),
                 {fmt::format("s{}", i), user, fmt::format("m{}", i)});
  }
  sender.submit(std::move(batch));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 30U);
  EXPECT_EQ(settled.rejected.size(), 120U);
}

// All events of a source may have the same fault. Even if there are many, other sources are still delivered.
TEST(Shipper, ASourceWithManyRefusedUsersDoesNotStopTheRun) {
  encode::Batch batch;
  const auto append = [&](int user, const std::string& source) {
    batch.append(
        fmt::format(R"({{"messageId":"m{}","userId":"u{}","properties":{{"sourceId":"{}"}}}})", user, user, source),
        {source, fmt::format("u{}", user), fmt::format("m{}", user)});
  };
  for (int user = 0; user < 150; ++user) append(user, "bad");
  for (int user = 0; user < 50; ++user) append(user, "good");
  ScriptedShipper sender([](int, const encode::Batch& sent, const std::stop_token&) {
    return sent.body().find("bad") == std::string_view::npos ? reply(200, "") : reply(400, "bad");
  });
  sender.submit(std::move(batch));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 50U);
  EXPECT_EQ(settled.rejected.size(), 150U);
}

TEST(Shipper, RejectsTheEventsThatTheReceiverNamesAndDeliversTheRest) {
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) {
    return reply(200, R"({"ok":false,"receivedEvents":3,"okEvents":2,"errors":["Message ID: m2: x"]})");
  });
  sender.submit(sample_batch(1, 3));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 2U);
  ASSERT_EQ(settled.rejected.size(), 1U);
  EXPECT_EQ(settled.rejected[0].message_id, "m2");
  EXPECT_EQ(settled.rejected[0].reason, "Message ID: m2: x");
}

TEST(Shipper, AnUnknownIdInARefusalIsNotADelivery) {
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) {
    return reply(200, R"({"ok":false,"errors":["Message ID: other: x"]})");
  });
  sender.submit(sample_batch(1, 3));
  EXPECT_THROW((void)sender.shipper.drain(for_ever), Failure);
}

}  // namespace
}  // namespace sent::tests
