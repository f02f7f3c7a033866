// SPDX-License-Identifier: Apache-2.0

#include "read/column_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace sent::read {

namespace {

bool is_one_of(std::string_view base, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, base) != names.end();
}

bool is_right(ColumnKind kind, std::string_view base) {
  switch (kind) {
    case ColumnKind::text: return true;
    case ColumnKind::day: return base == "date";
    case ColumnKind::calls: return is_one_of(base, {"int2", "int4", "int8", "numeric"});
    case ColumnKind::instant: return is_one_of(base, {"timestamptz", "date"});
  }
  return false;
}

bool is_number(std::string_view base) {
  return is_one_of(base, {"int2", "int4", "int8", "numeric", "float4", "float8"});
}

std::string day_of(std::string_view column, std::string_view base, std::string_view time_zone) {
  if (base == "timestamptz") return fmt::format("({0} at time zone '{1}')::date as {0}", column, time_zone);
  if (base == "timestamp" && time_zone != "UTC") {
    return fmt::format(
        "({0} at time zone 'UTC' at time zone '{1}')::date as {0} (if it is in UTC; {0}::date as {0} if it is in {1})",
        column, time_zone);
  }
  if (is_number(base)) {
    return fmt::format("to_date({0}::text, 'YYYYMMDD') as {0} (if it is written like 20261231)", column);
  }
  return fmt::format("{0}::date as {0}", column);
}

std::string calls_of(std::string_view column, std::string_view base) {
  return fmt::format("{0}::{1} as {0}", column, base == "bool" ? "integer" : "numeric");
}

std::string instant_of(std::string_view column, std::string_view base, std::string_view time_zone) {
  if (base == "timestamp" && time_zone == "UTC") return fmt::format("{0} at time zone 'UTC' as {0}", column);
  if (base == "timestamp") {
    return fmt::format("{0} at time zone 'UTC' as {0} (if it is in UTC; {0} at time zone '{1}' as {0} if it is in {1})",
                       column, time_zone);
  }
  if (is_number(base)) return fmt::format("to_timestamp({0}) as {0} (if it counts seconds since 1970)", column);
  return fmt::format("{0}::timestamptz as {0}", column);
}

}  // namespace

std::string_view types_of(ColumnKind kind) {
  constexpr std::array<std::string_view, 4> types{"any type", "date", "an integer type or numeric",
                                                  "timestamptz or date"};
  return types[static_cast<std::size_t>(kind)];
}

std::optional<std::string> right_expression(const ContractColumn& column, const FoundColumn& found,
                                            std::string_view time_zone) {
  if (is_right(column.kind, found.base)) return std::nullopt;
  if (column.kind == ColumnKind::day) return day_of(column.name, found.base, time_zone);
  if (column.kind == ColumnKind::calls) return calls_of(column.name, found.base);
  return instant_of(column.name, found.base, time_zone);
}

}  // namespace sent::read
