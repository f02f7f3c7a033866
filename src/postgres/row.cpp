// SPDX-License-Identifier: Apache-2.0

#include "postgres/row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "model/failure.hpp"

namespace sent::postgres {

namespace {

[[noreturn]] void fail(std::string_view column, std::string_view what) {
  throw Failure(ExitCode::unexpected, fmt::format("reading column \"{}\" of the database's answer: {}", column, what),
                "report this with the log: it is a fault of the program");
}

template <typename Value>
Value present(std::optional<Value> value, std::string_view column) {
  if (!value) fail(column, "it is NULL");
  return *std::move(value);
}

template <typename Number>
std::optional<Number> number_of(const std::optional<std::string>& text, std::string_view column) {
  if (!text) return std::nullopt;
  Number number{};
  const char* const end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) fail(column, "it is not a number in range");
  return number;
}

}  // namespace

const std::optional<std::string>& Row::optional_text(std::string_view column) const {
  const auto found = std::ranges::find(*names_, column);
  if (found == names_->end()) fail(column, "there is no such column");
  return fields_.at(static_cast<std::size_t>(found - names_->begin()));
}

const std::string& Row::text(std::string_view column) const {
  const auto& text = optional_text(column);
  if (!text) fail(column, "it is NULL");
  return *text;
}

std::optional<std::int64_t> Row::optional_integer(std::string_view column) const {
  return number_of<std::int64_t>(optional_text(column), column);
}
std::int64_t Row::integer(std::string_view column) const { return present(optional_integer(column), column); }

std::optional<std::uint64_t> Row::optional_count(std::string_view column) const {
  return number_of<std::uint64_t>(optional_text(column), column);
}
std::uint64_t Row::count(std::string_view column) const { return present(optional_count(column), column); }

std::optional<bool> Row::optional_flag(std::string_view column) const {
  const auto& text = optional_text(column);
  if (!text) return std::nullopt;
  if (*text != "t" && *text != "f") fail(column, "it is neither true nor false");
  return *text == "t";
}
bool Row::flag(std::string_view column) const { return present(optional_flag(column), column); }

std::optional<Day> Row::optional_day(std::string_view column) const {
  const auto& text = optional_text(column);
  if (!text) return std::nullopt;
  const auto day = parse_day(*text);
  if (!day) fail(column, "it is not a date, YYYY-MM-DD");
  return day;
}
Day Row::day(std::string_view column) const { return present(optional_day(column), column); }

std::optional<Instant> Row::optional_instant(std::string_view column) const {
  const auto microseconds = optional_integer(column);
  if (!microseconds) return std::nullopt;
  return Instant{std::chrono::microseconds{*microseconds}};
}
Instant Row::instant(std::string_view column) const { return present(optional_instant(column), column); }

}  // namespace sent::postgres
