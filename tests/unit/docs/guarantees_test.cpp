// SPDX-License-Identifier: Apache-2.0

// The tables of README, docs/threat-model.md and docs/receivers.md name tests that exist.

#include <gtest/gtest.h>

#include "support/files/golden.hpp"
#include "support/suite/test_names.hpp"

namespace sent::tests {
namespace {

TEST(Guarantees, EachNamesATestThatExists) {
  const auto rows = table_rows(read_project_file("README.md"), "guarantees");
  ASSERT_EQ(rows.size(), 10U);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_TRUE(rows[i].starts_with("| " + std::to_string(i + 1) + " |")) << rows[i];
    expect_names_tests(rows[i]);
  }
}

TEST(ThreatModel, EachThreatNamesATestThatExists) {
  const auto rows = table_rows(read_project_file("docs/threat-model.md"), "threats");
  EXPECT_GE(rows.size(), 20U);
  for (const auto& row : rows) expect_names_tests(row);
}

TEST(ReceiversPage, NamesTestsThatExist) {
  const auto rows = table_rows(read_project_file("docs/receivers.md"), "receivers");
  EXPECT_GE(rows.size(), 12U);
  for (const auto& row : rows) expect_known_tests(row);
}

}  // namespace
}  // namespace sent::tests
