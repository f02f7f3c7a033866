// SPDX-License-Identifier: Apache-2.0

#include "encode/batch.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/sample_batch.hpp"

namespace sent::tests {
namespace {

TEST(Batch, IsAlwaysACompleteDocument) {
  encode::Batch batch;
  EXPECT_EQ(batch.body(), R"({"batch":[]})");
  batch.append("{}");
  batch.append(R"({"a":1})");
  EXPECT_EQ(batch.body(), R"({"batch":[{},{"a":1}]})");
  EXPECT_EQ(batch.event(0), "{}");
  EXPECT_EQ(batch.event(1), R"({"a":1})");
}

TEST(Batch, FitsToTheByte) {
  encode::Batch batch;
  batch.append("{}");
  const encode::BatchLimits limits{3, batch.body().size() + 1 + 10};
  EXPECT_TRUE(batch.fits(10, limits));
  EXPECT_FALSE(batch.fits(11, limits));
  EXPECT_FALSE(batch.fits(1, {1, 1000}));
}

TEST(Batch, SlicesKeepEveryEventOnce) {
  const encode::Batch batch = sample_batch(1, 5);
  EXPECT_EQ(batch.slice(0, 2).body(), sample_batch(1, 2).body());
  EXPECT_EQ(batch.slice(2, 5).body(), sample_batch(3, 5).body());
}

}  // namespace
}  // namespace sent::tests
