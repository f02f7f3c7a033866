// SPDX-License-Identifier: Apache-2.0

#include "encode/batch.hpp"

#include <gtest/gtest.h>

#include <array>

#include "support/samples/sample_batch.hpp"

namespace sent::tests {
namespace {

TEST(Batch, IsAlwaysACompleteDocument) {
  encode::Batch batch;
  EXPECT_EQ(batch.body(), R"({"batch":[]})");
  batch.append("{}", {});
  batch.append(R"({"a":1})", {});
  EXPECT_EQ(batch.body(), R"({"batch":[{},{"a":1}]})");
  EXPECT_EQ(batch.event(0), "{}");
  EXPECT_EQ(batch.event(1), R"({"a":1})");
}

TEST(Batch, FitsItsLimitToTheByte) {
  encode::Batch batch;
  batch.append("{}", {});
  const encode::BatchLimits limits{3, batch.body().size() + 1 + 10};
  EXPECT_TRUE(batch.fits(10, limits));
  EXPECT_FALSE(batch.fits(11, limits));
  EXPECT_FALSE(batch.fits(1, {1, 1000}));
}

TEST(Batch, SlicesContainEveryEventOnce) {
  const encode::Batch batch = sample_batch(1, 5);
  EXPECT_EQ(batch.slice(0, 2).body(), sample_batch(1, 2).body());
  EXPECT_EQ(batch.slice(2, 5).body(), sample_batch(3, 5).body());
}

TEST(Batch, KnowsTheIdsOfItsEvents) {
  encode::Batch batch;
  const auto expect_ids = [](const encode::EventIds& ids, const std::array<std::string_view, 3>& expected) {
    EXPECT_EQ(ids.source_id, expected[0]);
    EXPECT_EQ(ids.user_id, expected[1]);
    EXPECT_EQ(ids.message_id, expected[2]);
  };
  batch.append("{}", {"a", "", "1"});
  batch.append("{}", {"a", "\"x\"", "2"});
  batch.append("{}", {"", "y", ""});
  batch.append("{}", {"b", "z", "4"});
  const encode::Batch part = batch.slice(1, 3);
  for (const auto* const copy : std::initializer_list<const encode::Batch*>{&batch, &part}) {
    const std::size_t first = copy == &part ? 0 : 1;
    expect_ids(copy->ids(first), {"a", "\"x\"", "2"});
    expect_ids(copy->ids(first + 1), {"", "y", ""});
  }
  expect_ids(batch.ids(0), {"a", "", "1"});
  EXPECT_EQ(batch.last_position(), (Position{"b", "z"}));
  EXPECT_EQ(part.last_position(), (Position{"", "y"}));
  batch.clear();
  batch.append("{}", {"b", "u", "5"});
  expect_ids(batch.ids(0), {"b", "u", "5"});
}

}  // namespace
}  // namespace sent::tests
