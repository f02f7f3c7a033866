// SPDX-License-Identifier: Apache-2.0

#include "text/spelling.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(Spellings, AreTheSameButForCaseAndBlanksAround) {
  text::Spellings known;
  EXPECT_TRUE(known.empty());
  known.add("Acme 1");
  for (const auto* id : {"Acme 1", "acme 1", "ACME 1  ", "\tacme 1\n"}) EXPECT_TRUE(known.has(id)) << id;
  for (const auto* id : {"", "acme1", "acme  1", "acme 2", "ácme 1", "  "}) EXPECT_FALSE(known.has(id)) << id;
  known.add("   ");
  EXPECT_TRUE(known.has(""));
}

}  // namespace
}  // namespace sent::tests
