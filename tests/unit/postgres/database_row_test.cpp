// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "model/failure.hpp"
#include "postgres/row.hpp"

namespace sent::tests {
namespace {

postgres::Row row_of(const std::string& name, const std::optional<std::string>& value) {
  return {std::make_shared<const postgres::Row::Names>(postgres::Row::Names{name}), {value}};
}

template <typename Read>
std::string message_of(Read read) {
  try {
    (void)read();
    return "";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::unexpected);
    return failure.what();
  }
}

TEST(DatabaseRow, ReadsEachTypeByColumnName) {
  EXPECT_EQ(row_of("x", "a").text("x"), "a");
  EXPECT_EQ(row_of("x", "-7").integer("x"), -7);
  EXPECT_EQ(row_of("x", "18446744073709551615").count("x"), 18446744073709551615U);
  EXPECT_TRUE(row_of("x", "t").flag("x"));
  EXPECT_FALSE(row_of("x", "f").flag("x"));
  EXPECT_EQ(row_of("x", "2026-03-10").day("x"), Day(2026, 3, 10));
  EXPECT_EQ(row_of("x", "1000001").instant("x"), Instant{std::chrono::microseconds{1'000'001}});
}

TEST(DatabaseRow, ReadsNullAsAnEmptyOptional) {
  const auto row = row_of("x", std::nullopt);
  EXPECT_EQ(row.optional_text("x"), std::nullopt);
  EXPECT_EQ(row.optional_integer("x"), std::nullopt);
  EXPECT_EQ(row.optional_count("x"), std::nullopt);
  EXPECT_EQ(row.optional_flag("x"), std::nullopt);
  EXPECT_EQ(row.optional_day("x"), std::nullopt);
  EXPECT_EQ(row.optional_instant("x"), std::nullopt);
}

TEST(DatabaseRow, NamesAnUnexpectedColumn) {
  const std::string begin = "reading column \"x\" of the database's answer: ";
  EXPECT_EQ(message_of([] { return row_of("y", "1").integer("x"); }), begin + "there is no such column");
  EXPECT_EQ(message_of([] { return row_of("x", std::nullopt).text("x"); }), begin + "it is NULL");
  EXPECT_EQ(message_of([] { return row_of("x", std::nullopt).flag("x"); }), begin + "it is NULL");
  for (const std::string bad : {"", "1x", "99999999999999999999", " 1"}) {
    EXPECT_EQ(message_of([&] { return row_of("x", bad).integer("x"); }), begin + "it is not a number in range") << bad;
  }
  EXPECT_EQ(message_of([] { return row_of("x", "-1").count("x"); }), begin + "it is not a number in range");
  EXPECT_EQ(message_of([] { return row_of("x", "true").flag("x"); }), begin + "it is neither true nor false");
  EXPECT_EQ(message_of([] { return row_of("x", "10.03.2026").day("x"); }), begin + "it is not a date, YYYY-MM-DD");
}

}  // namespace
}  // namespace sent::tests
