// SPDX-License-Identifier: Apache-2.0

#include "read/copy_row.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>

#include "model/failure.hpp"

namespace sent::tests {
namespace {

const std::string header("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);

read::CopyRow row_of(const std::string& bytes) { return read::CopyRow({bytes.data(), bytes.size()}); }

TEST(CopyRow, ReadsTextNumbersAndNull) {
  const std::string bytes = header + std::string("\0\3\0\0\0\2ab\0\0\0\10\0\0\0\0\0\0\1\0\377\377\377\377", 24);
  read::CopyRow row = row_of(bytes);
  row.skip_header();
  ASSERT_TRUE(row.next(3));
  EXPECT_EQ(row.text(), "ab");
  EXPECT_EQ(row.int64(), 256);
  EXPECT_FALSE(row.text());
  EXPECT_FALSE(row.next(3));
}

TEST(CopyRow, EndsAtTheTrailer) {
  const std::string bytes = header + std::string("\377\377", 2);
  read::CopyRow row = row_of(bytes);
  row.skip_header();
  EXPECT_FALSE(row.next(3));
}

TEST(CopyRow, ReadsInstantsAndTheirInfinities) {
  const auto instant = [](const std::string& eight) {
    const std::string bytes = std::string("\0\1\0\0\0\10", 6) + eight;
    read::CopyRow row = row_of(bytes);
    EXPECT_TRUE(row.next(1));
    return row.instant().value();
  };
  EXPECT_EQ(iso_milliseconds(instant(std::string(8, '\0'))), "2000-01-01T00:00:00.000Z");
  EXPECT_EQ(instant("\177" + std::string(7, '\377')), Instant::max());
  EXPECT_EQ(instant("\200" + std::string(7, '\0')), Instant::min());
}

TEST(CopyRow, RefusesAWrongNumberOfFields) {
  const std::string bytes("\0\2\0\0\0\0\0\0\0\0", 10);
  read::CopyRow row = row_of(bytes);
  EXPECT_THROW((void)row.next(3), Failure);
}

// Cut or changed anywhere, a row is read or refused, never read beyond its end.
TEST(CopyRow, SurvivesAnyBytes) {
  std::mt19937 random(5);
  const std::string good = header + std::string("\0\3\0\0\0\2ab\0\0\0\10\0\0\0\0\0\0\1\0\377\377\377\377", 24);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes = good.substr(0, random() % (good.size() + 1));
    for (unsigned i = 0; i < random() % 4 && !bytes.empty(); ++i) {
      bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
    }
    const std::unique_ptr<char[]> exact(new char[bytes.size()]);
    std::ranges::copy(bytes, exact.get());
    read::CopyRow row({exact.get(), bytes.size()});
    try {
      row.skip_header();
      while (row.next(3)) {
        (void)row.text();
        (void)row.int64();
        (void)row.text();
      }
    } catch (const Failure&) {
    }
  }
}

}  // namespace
}  // namespace sent::tests
