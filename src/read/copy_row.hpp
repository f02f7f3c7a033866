// SPDX-License-Identifier: Apache-2.0

// Reads the rows of PostgreSQL's binary COPY format.
//
// Pure and bounds-checked: whatever the bytes, it yields fields or throws Failure(database_unavailable), which is
// temporary: another connection may deliver them intact. Source of the format:
// https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format".

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/day.hpp"

namespace sent::read {

// One message of a COPY stream, read from its front. Not thread-safe. Refers to `bytes`.
class CopyRow {
 public:
  explicit CopyRow(std::span<const char> bytes) : bytes_(bytes) {}

  // Skips the file header, which comes with the first row.
  void skip_header();
  // Whether another row, of `fields` fields, follows in this message; false at the end of the data.
  [[nodiscard]] bool next(std::int16_t fields);

  [[nodiscard]] std::optional<std::string_view> text();
  [[nodiscard]] std::optional<std::int64_t> int64();
  // A timestamptz; its infinities are the smallest and the largest Instant.
  [[nodiscard]] std::optional<Instant> instant();

 private:
  [[nodiscard]] const char* take(std::size_t size);
  template <typename Integer>
  [[nodiscard]] Integer integer();

  std::span<const char> bytes_;
};

}  // namespace sent::read
