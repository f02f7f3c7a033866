// SPDX-License-Identifier: Apache-2.0

// What every ledger promises about --resend: its workers share it, and a worker that is started again continues it.

#include <gtest/gtest.h>

#include "contract/ledger_contract.hpp"

namespace sent::tests {
namespace {

template <typename Rig>
struct LedgerResend : LedgerContract<Rig> {
  using Port = std::unique_ptr<ledger::Ledger>;

  // A worker of a --resend of the day.
  struct Worker {
    Port ledger;
    ledger::RunNo run{};
    ledger::ResendNo resend{};
  };
  Worker start(const std::string& name, std::optional<DayRange> days = std::nullopt) {
    Worker worker{this->rig.open(name)};
    worker.run = worker.ledger->begin_run(start_of("backfill --resend", days.value_or(DayRange{this->day, this->day})));
    worker.resend = worker.ledger->join_resend(worker.run);
    worker.ledger->open_day(this->day, {}, {});
    worker.ledger->reopen_day(this->day, worker.resend, {});
    return worker;
  }
  void finish(Worker& worker) {
    if (!is_complete(worker)) complete(*worker.ledger, this->day, 0);
    EXPECT_TRUE(worker.ledger->end_run(worker.run, 0, 0, 0));
  }
  bool is_complete(Worker& worker) {
    return worker.ledger->complete_days({this->day, this->day}, std::nullopt).contains(this->day);
  }
};
TYPED_TEST_SUITE(LedgerResend, LedgerRigs);

TYPED_TEST(LedgerResend, BeginsACompleteDayAgainOnce) {
  this->deliver(*this->rig.open("zero"), this->day);
  auto one = this->start("one");
  EXPECT_FALSE(this->is_complete(one));
  EXPECT_EQ(described(*one.ledger, this->day), Chunks{"0 [-, -) - 0 0"});
  this->finish(one);
  one.ledger->reopen_day(this->day, one.resend, {});
  EXPECT_TRUE(this->is_complete(one)) << "it was begun for this --resend already";
}

// Otherwise a ledger that went back behind the beginning of the --resend would have it done.
TYPED_TEST(LedgerResend, HasTheDaysCompleteThatWereBegunForIt) {
  const auto ledger = this->rig.open("zero");
  this->deliver(*ledger, this->day);
  const DayRange days{this->day, this->day};
  EXPECT_EQ(ledger->complete_days(days, std::nullopt).size(), 1U);
  EXPECT_TRUE(ledger->complete_days(days, ledger::ResendNo{1}).empty());
  auto one = this->start("one");
  complete(*one.ledger, this->day, 0);
  EXPECT_EQ(ledger->complete_days(days, one.resend).size(), 1U);
  EXPECT_TRUE(ledger->complete_days(days, ledger::ResendNo{static_cast<std::int64_t>(one.resend) + 1}).empty());
}

TYPED_TEST(LedgerResend, DropsThePlanTheRejectedEventsAndTheClaimsOfTheDay) {
  const auto ledger = this->open_day();
  ledger->record_plan(plan_of(this->day, 5));
  auto claim = ledger->claim(this->day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("a", "u1")};
  ledger->record(claim, upto("a", "u1", 0, rejected));
  (void)this->start("one");
  EXPECT_EQ(ledger->planned_events(this->day), std::nullopt);
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 0U);
  EXPECT_EQ(code_of([&] { ledger->record(claim, {}); }), ExitCode::day_held_elsewhere);
}

TYPED_TEST(LedgerResend, IsSharedByWorkersThatStartWhileItIsUnderWay) {
  auto one = this->start("one");
  auto two = this->start("two");
  EXPECT_EQ(one.resend, two.resend);
  complete(*one.ledger, this->day, 0);
  auto three = this->start("three");
  EXPECT_EQ(three.resend, one.resend) << "its days are complete, and its workers have not ended yet";
  EXPECT_TRUE(this->is_complete(three));
}

TYPED_TEST(LedgerResend, IsANewOneAfterTheLatestIsOver) {
  auto one = this->start("one");
  this->finish(one);
  auto two = this->start("two");
  EXPECT_GT(two.resend, one.resend);
  EXPECT_FALSE(this->is_complete(two));
}

TYPED_TEST(LedgerResend, IsAnotherOneForOtherDays) {
  auto one = this->start("one");
  auto two = this->start("two", this->both_days);
  EXPECT_NE(one.resend, two.resend);
}

// Kubernetes starts it again.
TYPED_TEST(LedgerResend, IsContinuedByAWorkerThatIsStartedAgainAfterTheOthersFinished) {
  auto killed = this->start("killed");
  auto other = this->start("other");
  killed.ledger->renew({});
  this->finish(other);
  this->rig.let_runs_run_out();
  auto again = this->start("again");
  EXPECT_EQ(again.resend, other.resend);
  EXPECT_TRUE(this->is_complete(again));
  this->finish(again);
  auto next = this->start("next");
  EXPECT_GT(next.resend, again.resend) << "the killed worker was continued once";
}

TYPED_TEST(LedgerResend, IsContinuedAsOftenAsAWorkerWasKilled) {
  auto first = this->start("first"), second = this->start("second"), other = this->start("other");
  for (auto* const killed : {&first, &second}) killed->ledger->renew({});
  this->finish(other);
  this->rig.let_runs_run_out();
  for (const std::string name : {"first again", "second again"}) {
    auto again = this->start(name);
    EXPECT_EQ(again.resend, other.resend) << name;
    this->finish(again);
  }
  EXPECT_GT(this->start("next").resend, other.resend);
}

TYPED_TEST(LedgerResend, IsContinuedAfterARunThatEndedWithAFailure) {
  auto failed = this->start("failed");
  EXPECT_TRUE(failed.ledger->end_run(failed.run, 6, 0, 0));
  auto other = this->start("other");
  this->finish(other);
  EXPECT_GT(this->start("next").resend, other.resend) << "other has continued it";
}

TYPED_TEST(LedgerResend, OfAWorkerThatShowsLifeIsNotOver) {
  auto one = this->start("one");
  complete(*one.ledger, this->day, 0);
  this->rig.let_runs_run_out();
  one.ledger->renew({});
  EXPECT_EQ(this->start("two").resend, one.resend);
}

// The clock of the database was set back since its last sign of life.
TYPED_TEST(LedgerResend, OfAWorkerThatWasSeenInTheFutureIsOver) {
  auto one = this->start("one");
  this->finish(one);
  auto killed = this->start("killed");
  complete(*killed.ledger, this->day, 0);
  auto other = this->start("other");
  this->finish(other);
  this->rig.let_runs_be_seen_in_an_hour();
  EXPECT_GT(this->start("next").resend, other.resend);
}

}  // namespace
}  // namespace sent::tests
