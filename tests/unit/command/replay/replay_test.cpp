// SPDX-License-Identifier: Apache-2.0

#include "command/replay/replay.hpp"

#include <gtest/gtest.h>

#include "support/ports/small_delivery.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

// Two delivered days. The receiver refused the events of bob, three a day.
struct Replay : testing::Test {
  Replay() {
    world.refuse({"bob"});
    DeliveryWorker(world, "earlier").deliver(SmallDelivery::both);
    world.refuse({});
    sent_before = world.receiver.bodies().size();
    world.ledger.mend();
  }
  std::uint64_t left() { return world.ledger.open("onlooker")->rejected_count(SmallDelivery::range()); }
  std::size_t requests() { return world.receiver.bodies().size() - sent_before; }

  SmallDelivery world;
  DeliveryWorker worker{world};
  std::size_t sent_before = 0;
};

TEST_F(Replay, SendsRejectedEventsAgainAndRemovesTheAcceptedOnes) {
  EXPECT_EQ(left(), 6U);
  worker.replay(SmallDelivery::both);
  EXPECT_EQ(left(), 0U);
  world.expect_all_delivered();
  EXPECT_EQ(worker.replayed().delivered, 6U);
}

TEST_F(Replay, SendsTheSameBytesAgain) {
  const auto kept = world.ledger.contents().days.at(SmallDelivery::first).rejected;
  worker.replay({SmallDelivery::first});
  std::string sent;
  for (const auto& body : world.receiver.bodies()) sent += body;
  for (const auto& [position, event] : kept) EXPECT_NE(sent.find(event.payload), std::string::npos);
}

TEST_F(Replay, SendsNothingForAUserWhoIsSuppressedByNow) {
  worker.usage().tables.suppressed_users = {std::nullopt, "bob", "somebody else"};
  worker.replay(SmallDelivery::both);
  EXPECT_EQ(requests(), 0U);
  EXPECT_EQ(left(), 6U);
  const auto kept = world.ledger.contents().days.at(SmallDelivery::first).rejected;
  for (const auto& [position, event] : kept) {
    EXPECT_NE(event.reason.find("suppressed_users"), std::string::npos) << event.reason;
  }
  worker.usage().tables.suppressed_users = {};
  worker.replay(SmallDelivery::both);
  EXPECT_EQ(left(), 0U);
}

TEST_F(Replay, SendsNothingIfItCannotTellWhoIsSuppressed) {
  worker.usage().break_read({});
  EXPECT_THROW(worker.replay(SmallDelivery::both), Failure);
  EXPECT_EQ(requests(), 0U);
  EXPECT_EQ(left(), 6U);
}

TEST_F(Replay, SendsOnlyTheRequestedDays) {
  worker.replay({SmallDelivery::second});
  EXPECT_EQ(left(), 3U);
  EXPECT_EQ(requests(), 2U);
}

TEST_F(Replay, KeepsAnEventRefusedAgainWithItsNewestAnswer) {
  world.answer([](int) { return 422; });
  worker.replay({SmallDelivery::first});
  EXPECT_EQ(left(), 6U);
  const auto kept = world.ledger.contents().days.at(SmallDelivery::first).rejected;
  for (const auto& [position, event] : kept) {
    EXPECT_EQ(event.status, 422);
  }
  EXPECT_EQ(worker.replayed().rejected, 3U);
  world.expect_true_ledger();
}

TEST_F(Replay, SendsNothingWithoutRejectedEvents) {
  worker.replay(SmallDelivery::both);
  const auto before = requests();
  worker.replay(SmallDelivery::both);
  EXPECT_EQ(requests(), before);
}

TEST_F(Replay, RecordsTheEventsAcceptedBeforeTheReceiverFailed) {
  world.answer([this](int number) { return number == static_cast<int>(sent_before) + 1 ? 200 : 503; });
  EXPECT_EQ(code_of([&] { worker.replay(SmallDelivery::both); }), ExitCode::receiver_unavailable);
  EXPECT_EQ(left(), 4U);
  world.expect_true_ledger();
}

TEST_F(Replay, StopsOnASignalAndRecordsTheAcceptedEvents) {
  world.answer([this](int) { return worker.stop(), 200; });
  EXPECT_EQ(code_of([&] { worker.replay(SmallDelivery::both); }), ExitCode::interrupted);
  world.expect_true_ledger();
  EXPECT_EQ(left(), 4U);
}

TEST_F(Replay, ThrowsTheReceiversFailureIfTheLedgerFailsToo) {
  world.answer([this](int number) {
    if (number == static_cast<int>(sent_before) + 1) return 200;
    world.ledger.break_call({.number = 1, .and_all_later = true});
    return 401;
  });
  EXPECT_EQ(code_of([&] { worker.replay(SmallDelivery::both); }), ExitCode::receiver_refuses);
  world.ledger.mend();
  world.expect_true_ledger();
}

// Each call to the ledger is lost once: accepted events may be sent again, and no event is lost.
TEST(BrokenLedger, FailingAtAnyCallOfAReplayLosesNothing) {
  for (const auto lost : {BrokenLedgerCall::Lost::call, BrokenLedgerCall::Lost::answer}) {
    for (int number = 1;; ++number) {
      SCOPED_TRACE(number);
      SmallDelivery world;
      world.refuse({"bob"});
      DeliveryWorker(world, "earlier").deliver(SmallDelivery::both);
      world.refuse({});
      bool broken = false;
      {
        DeliveryWorker worker(world, "broken");
        world.ledger.break_call({.number = number, .lost = lost});
        const ExitCode code = code_of([&] { worker.replay(SmallDelivery::both); });
        broken = world.ledger.calls() >= number;
        EXPECT_EQ(code, broken ? ExitCode::database_unavailable : ExitCode::complete);
      }
      world.ledger.mend();
      world.expect_true_ledger();
      DeliveryWorker(world, "next").replay(SmallDelivery::both);
      world.expect_all_delivered();
      EXPECT_TRUE(world.kept_as_rejected().empty());
      if (testing::Test::HasFailure()) return;
      if (broken) continue;
      EXPECT_GT(number, 6);
      break;
    }
  }
}

}  // namespace
}  // namespace sent::tests
