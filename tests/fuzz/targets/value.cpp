// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include "config/parse_value.hpp"
#include "encode/message_id.hpp"
#include "fuzz/input.hpp"
#include "text/integer.hpp"

namespace sent::tests {

namespace {

void check_numbers(std::string_view text) {
  if (const auto number = text::parse_integer(text)) {
    require(text::parse_integer(std::to_string(*number)) == number, "a number is read as written");
    require(text.find_first_not_of("0123456789") == std::string_view::npos, "a number has digits only");
  }
  if (const auto size = config::parse_size(text)) {
    require(config::parse_size(std::to_string(*size)) == size, "a size is a number of bytes");
  }
  if (const auto duration = config::parse_duration(text)) {
    require(duration->count() >= 0, "a duration is not negative");
    require(config::parse_duration(fmt::format("{}ms", duration->count())) == duration,
            "a duration is read as written");
    require(!config::parse_size(text), "a duration is no size");
  }
}

void check_time_of_day(std::string_view text) {
  const auto time = config::parse_time_of_day(text);
  if (!time) return;
  require(time->count() >= 0 && *time < std::chrono::hours{24}, "a time is within a day");
  const auto written =
      fmt::format("{:02}:{:02}:{:02}", time->count() / 3600, time->count() / 60 % 60, time->count() % 60);
  require(written.starts_with(text) || written == text, "a time is written as it was read");
}

void check_list(std::string_view text) {
  std::string again;
  const auto items = config::parse_list(text);
  for (const std::string& item : items) {
    require(item.find(',') == std::string::npos, "an item has no comma");
    require(item.empty() || (item.find_first_of(" \t") != 0 && item.find_last_of(" \t") != item.size() - 1),
            "blanks around an item do not count");
    again += item + ",";
  }
  require(config::parse_list(again) == items, "a list is read as written");
}

void check_uuid(std::string_view text) {
  const auto uuid = parse_uuid(text);
  if (!uuid) return;
  require(parse_uuid(to_string(*uuid)) == uuid, "a UUID is read as written");
}

}  // namespace

void fuzz_value(Bytes bytes) {
  const std::string_view text = FuzzInput(bytes).rest();
  check_numbers(text);
  check_time_of_day(text);
  check_list(text);
  check_uuid(text);
  require(config::parse_boolean(text).has_value() == (text == "true" || text == "false"), "a truth is true or false");
}

}  // namespace sent::tests
