// SPDX-License-Identifier: Apache-2.0

#include "config/parse_value.hpp"

#include <charconv>
#include <limits>
#include <span>

#include "text/integer.hpp"

namespace sent::config {

namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr Unit time_units[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
constexpr Unit size_units[] = {{"", 1},      {"KiB", 1ULL << 10U}, {"MiB", 1ULL << 20U}, {"GiB", 1ULL << 30U},
                               {"kB", 1000}, {"MB", 1'000'000},    {"GB", 1'000'000'000}};

std::optional<std::uint64_t> parse_with_unit(std::string_view text, std::span<const Unit> units) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  const auto number = text::parse_integer(text.substr(0, digits));
  if (!number) return std::nullopt;
  const std::string_view name = digits == std::string_view::npos ? "" : text.substr(digits);
  for (const Unit& unit : units) {
    std::uint64_t product = 0;
    if (unit.name != name) continue;
    // The limit leaves room to convert milliseconds to nanoseconds.
    if (__builtin_mul_overflow(*number, unit.factor, &product) ||
        product > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / 1'000'000)) {
      return std::nullopt;
    }
    return product;
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto value = parse_with_unit(text, time_units);
  if (!value) return std::nullopt;
  return std::chrono::milliseconds{static_cast<std::int64_t>(*value)};
}

std::optional<std::uint64_t> parse_size(std::string_view text) { return parse_with_unit(text, size_units); }

std::optional<double> parse_share(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  double share = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share, std::chars_format::fixed);
  const bool is_read = error == std::errc{} && end == text.data() + text.size();
  return is_read && share <= 1 ? std::optional(share) : std::nullopt;
}

std::optional<bool> parse_boolean(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text) {
  if ((text.size() != 5 && text.size() != 8) || text[2] != ':') return std::nullopt;
  if (text.size() == 8 && text[5] != ':') return std::nullopt;
  const auto hours = text::parse_integer(text.substr(0, 2));
  const auto minutes = text::parse_integer(text.substr(3, 2));
  const auto seconds = text.size() == 8 ? text::parse_integer(text.substr(6, 2)) : std::optional<std::uint64_t>(0);
  if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  return std::chrono::seconds{static_cast<std::int64_t>(*hours * 3600 + *minutes * 60 + *seconds)};
}

std::vector<std::string> parse_list(std::string_view text) {
  std::vector<std::string> items;
  while (!trimmed(text).empty()) {
    const auto comma = text.find(',');
    items.emplace_back(trimmed(text.substr(0, comma)));
    text = comma == std::string_view::npos ? "" : text.substr(comma + 1);
  }
  return items;
}

}  // namespace sent::config
