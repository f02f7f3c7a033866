// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/deliverer.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/ports/small_delivery.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

using Lost = BrokenLedgerCall::Lost;

struct Deliverer : testing::Test {
  static inline const Day day = SmallDelivery::first;

  std::uint64_t delivered() { return worker.delivered().delivered; }
  ledger::ChunkState chunk() { return worker.ledger().chunks(day).at(0); }
  bool is_free() { return world.ledger.open("other")->claim(day, 0).has_value(); }

  SmallDelivery world;
  DeliveryWorker worker{world};
};

TEST_F(Deliverer, SendsEveryEventOfAUnitInOrderAndCompletesItsChunks) {
  EXPECT_FALSE(worker.deliver_unit(SmallDelivery::both));
  const auto accepted = world.accepted();
  EXPECT_TRUE(std::ranges::is_sorted(accepted)) << "by day, then source, then user";
  EXPECT_EQ(accepted.size(), 12U);
  world.expect_all_delivered();
}

TEST_F(Deliverer, ReadsAUnitOnceForAllItsDays) {
  (void)worker.deliver_unit(SmallDelivery::both);
  EXPECT_EQ(worker.usage().snapshots(), 1);
}

TEST_F(Deliverer, AddsUpItsTotals) {
  world.refuse({"bob"});
  (void)worker.deliver_unit({day});
  const RunTotals& totals = worker.delivered();
  EXPECT_EQ(totals.planned, 6U);
  EXPECT_EQ(totals.delivered, 3U);
  EXPECT_EQ(totals.rejected, 3U);
  EXPECT_EQ(totals.rows.calls, 3U);
}

TEST_F(Deliverer, KeepsRefusedEventsAndCompletesTheDay) {
  world.refuse({"bob"});
  (void)worker.deliver_unit({day});
  EXPECT_TRUE(chunk().complete);
  EXPECT_EQ(world.kept_as_rejected(),
            (std::set<EventName>{"2026-03-10 a bob", "2026-03-10 b bob", "2026-03-10 c bob"}));
  world.expect_true_ledger();
}

TEST_F(Deliverer, ContinuesWhereAnEarlierWorkerStopped) {
  world.answer([](int number) { return number <= 2 ? 200 : 401; });
  EXPECT_EQ(code_of([&] { (void)worker.deliver_unit({day}); }), ExitCode::receiver_refuses);
  world.answer([](int) { return 200; });
  DeliveryWorker next(world, "next");
  (void)next.deliver_unit({day});
  EXPECT_EQ(world.accepted().size(), 6U) << "nothing was sent twice";
  world.expect_true_ledger();
  EXPECT_TRUE(chunk().complete);
}

// In front of, at, and behind the position, at which the earlier worker stopped.
TEST_F(Deliverer, SendsWhatIsNewInAChunkThatAnEarlierWorkerBegan) {
  for (const char* const id : {"0", "a0", "b", "z"}) {
    for (const int accepted : {1, 2}) {
      SCOPED_TRACE(id + std::string(" after ") + std::to_string(accepted));
      SmallDelivery changing;
      changing.answer([=](int number) { return number <= accepted ? 200 : 401; });
      EXPECT_EQ(code_of([&] { (void)DeliveryWorker(changing).deliver_unit({day}); }), ExitCode::receiver_refuses);
      changing.answer([](int) { return 200; });
      changing.add(id, {"newcomer"});
      (void)DeliveryWorker(changing, "next").deliver_unit({day});
      changing.expect_true_ledger();
      EXPECT_EQ(changing.accepted_once(), changing.due({day}));
    }
  }
}

TEST_F(Deliverer, ReleasesItsChunksWhenTheReceiverStopsIt) {
  world.answer([](int) { return 401; });
  EXPECT_EQ(code_of([&] { (void)worker.deliver_unit({day}); }), ExitCode::receiver_refuses);
  EXPECT_TRUE(is_free());
  EXPECT_EQ(chunk().settled.after, std::nullopt);
}

TEST_F(Deliverer, RecordsTheEventsAcceptedBeforeTheFailure) {
  world.answer([](int number) { return number == 1 ? 200 : 503; });
  EXPECT_EQ(code_of([&] { (void)worker.deliver_unit({day}); }), ExitCode::receiver_unavailable);
  EXPECT_EQ(chunk().settled.after, (Position{"a", "bob"}));
  EXPECT_EQ(chunk().delivered, 2U);
  world.expect_true_ledger();
}

TEST_F(Deliverer, StopsBetweenTwoDays) {
  world.answer([this](int number) { return number == 3 ? worker.stop(), 200 : 200; });
  EXPECT_EQ(code_of([&] { (void)worker.deliver_unit(SmallDelivery::both); }), ExitCode::interrupted);
  world.expect_true_ledger();
  EXPECT_TRUE(is_free() || chunk().complete);
}

TEST_F(Deliverer, ReportsATooLargeUnitAndSendsNothingOfIt) {
  world.config.job.memory = 1U << 20U;
  for (const char* const id : {"d", "e", "f"}) world.add(id, {"ada"}, std::string(400'000, 'x'));
  DeliveryWorker small(world, "small");
  EXPECT_TRUE(small.deliver_unit({day}));
  EXPECT_TRUE(world.accepted().empty());
  EXPECT_EQ(worker.ledger().chunks(day).size(), 2U) << "its chunk is split";
  EXPECT_TRUE(is_free());
}

TEST_F(Deliverer, LeavesAChunkToTheWorkerThatTookItOver) {
  world.answer([this](int number) {
    if (number == 2) {
      world.ledger.let_leases_run_out();
      EXPECT_TRUE(is_free());
    }
    return 200;
  });
  EXPECT_EQ(code_of([&] { (void)worker.deliver_unit({day}); }), ExitCode::complete) << "it goes on with other chunks";
  EXPECT_FALSE(chunk().complete);
  world.expect_true_ledger();
}

TEST_F(Deliverer, RecordsNothingWithoutClaims) {
  const day::Unit unit{{}, {{SmallDelivery::facts(day), 0}}};
  EXPECT_FALSE(worker.deliverer().deliver(unit, {}));
  EXPECT_EQ(delivered(), 6U);
  EXPECT_TRUE(world.ledger.contents().days.empty());
}

TEST_F(Deliverer, ReleasesItsChunksOnAnyException) {
  world.answer([this](int number) {
    if (number == 2) world.ledger.break_call({.number = 1, .code = std::nullopt});
    return 200;
  });
  EXPECT_THROW((void)worker.deliver_unit({day}), std::logic_error);
  world.ledger.mend();
  EXPECT_TRUE(is_free());
  world.expect_true_ledger();
}

// Every call to the ledger is lost once, before or after its effects, alone or with all later calls. The ledger stays
// true, and the next worker finishes the days.
TEST(BrokenLedger, FailingAtAnyCallOfADeliveryLeavesATrueLedger) {
  for (const Lost lost : {Lost::call, Lost::answer}) {
    for (const bool and_all_later : {false, true}) {
      for (int number = 1;; ++number) {
        SCOPED_TRACE(testing::Message() << "call " << number << (lost == Lost::call ? "" : ", answer lost"));
        SmallDelivery world;
        world.refuse({"bob"});
        ExitCode code{};
        bool broken = false;
        {
          DeliveryWorker worker(world, "broken");
          world.ledger.break_call({.number = number, .lost = lost, .and_all_later = and_all_later});
          code = code_of([&] { (void)worker.deliver_unit(SmallDelivery::both); });
          broken = world.ledger.calls() >= number;
        }
        world.ledger.mend();
        world.expect_true_ledger();
        EXPECT_EQ(code, broken ? ExitCode::database_unavailable : ExitCode::complete);
        world.clock.advance(std::chrono::seconds{30});
        DeliveryWorker next(world, "next");
        next.deliver(SmallDelivery::both);
        world.expect_all_delivered();
        if (testing::Test::HasFailure()) return;
        if (!broken) {
          EXPECT_GT(number, 10);
          break;
        }
      }
    }
  }
}

TEST(BrokenLedger, FailingAfterTheReceiverDoesNotHideTheFirstFailure) {
  for (int later = 1; later <= 4; ++later) {
    SmallDelivery world;
    DeliveryWorker worker(world);
    world.answer([&](int number) {
      if (number < 3) return 200;
      world.ledger.break_call({.number = later, .and_all_later = true});
      return 401;
    });
    EXPECT_EQ(code_of([&] { (void)worker.deliver_unit(SmallDelivery::both); }), ExitCode::receiver_refuses);
    world.ledger.mend();
    world.expect_true_ledger();
  }
}

TEST(BrokenTransport, FailingAtAnyRequestLeavesATrueLedger) {
  for (const int status : {401, 503}) {
    for (int broken = 1; broken <= 6; ++broken) {
      SmallDelivery world;
      world.answer([&](int number) { return number >= broken ? status : 200; });
      DeliveryWorker worker(world, "broken");
      EXPECT_EQ(code_of([&] { worker.deliver(SmallDelivery::both); }),
                status == 401 ? ExitCode::receiver_refuses : ExitCode::receiver_unavailable);
      world.expect_true_ledger();
      world.answer([](int) { return 200; });
      DeliveryWorker next(world, "next");
      next.deliver(SmallDelivery::both);
      world.expect_all_delivered();
      EXPECT_EQ(world.accepted().size(), 12U) << "nothing was sent twice";
    }
  }
}

TEST(BrokenUsageSource, FailingAtAnyReadLeavesATrueLedger) {
  for (int number = 1;; ++number) {
    SmallDelivery world;
    DeliveryWorker worker(world, "broken");
    worker.usage().break_read({.number = number, .after_rows = 1});
    const ExitCode code = code_of([&] { worker.deliver(SmallDelivery::both); });
    world.expect_true_ledger();
    const bool broken = worker.usage().reads() >= number;
    EXPECT_EQ(code, broken ? ExitCode::database_unavailable : ExitCode::complete);
    world.clock.advance(std::chrono::seconds{30});
    DeliveryWorker next(world, "next");
    next.deliver(SmallDelivery::both);
    world.expect_all_delivered();
    if (testing::Test::HasFailure()) return;
    if (broken) continue;
    EXPECT_GT(number, 8);
    break;
  }
}

}  // namespace
}  // namespace sent::tests
