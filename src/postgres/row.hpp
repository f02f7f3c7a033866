// SPDX-License-Identifier: Apache-2.0

// A row of an answer, with named columns.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/day.hpp"

namespace sent::postgres {

// A value. Each accessor throws Failure(unexpected), naming the column, if there is no such column or its value is not
// of that type. Accessors that are not called optional also throw if the value is NULL.
class Row {
 public:
  using Names = std::vector<std::string>;
  using Fields = std::vector<std::optional<std::string>>;  // as PostgreSQL writes values; absent: NULL

  // REQUIRES: as many fields as names.
  Row(std::shared_ptr<const Names> names, Fields fields) : names_(std::move(names)), fields_(std::move(fields)) {}

  [[nodiscard]] const std::string& text(std::string_view column) const;
  [[nodiscard]] const std::optional<std::string>& optional_text(std::string_view column) const;
  [[nodiscard]] std::int64_t integer(std::string_view column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view column) const;
  // Not negative.
  [[nodiscard]] std::uint64_t count(std::string_view column) const;
  [[nodiscard]] std::optional<std::uint64_t> optional_count(std::string_view column) const;
  [[nodiscard]] bool flag(std::string_view column) const;
  [[nodiscard]] std::optional<bool> optional_flag(std::string_view column) const;
  // A date as text.
  [[nodiscard]] Day day(std::string_view column) const;
  [[nodiscard]] std::optional<Day> optional_day(std::string_view column) const;
  // A number of microseconds since 1970.
  [[nodiscard]] Instant instant(std::string_view column) const;
  [[nodiscard]] std::optional<Instant> optional_instant(std::string_view column) const;

 private:
  std::shared_ptr<const Names> names_;  // shared by all rows of an answer
  Fields fields_;
};

using Rows = std::vector<Row>;

}  // namespace sent::postgres
