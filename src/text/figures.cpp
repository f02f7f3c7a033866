// SPDX-License-Identifier: Apache-2.0

#include "text/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sent::text {

std::string grouped(std::uint64_t count) {
  const std::string digits = std::to_string(count);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string compact(std::uint64_t count) {
  constexpr std::string_view units = "kMGTPE";
  if (count < 1000) return std::to_string(count);
  std::uint64_t tenths = count / 100;  // of a thousand
  std::size_t unit = 0;
  for (; tenths >= 10'000; tenths /= 1000) ++unit;
  if (tenths >= 100 || tenths % 10 == 0) return fmt::format("{}{}", tenths / 10, units[unit]);
  return fmt::format("{}.{}{}", tenths / 10, tenths % 10, units[unit]);
}

std::string duration_text(std::chrono::milliseconds duration) {
  if (duration < std::chrono::seconds{1}) return fmt::format("{}ms", std::max<std::int64_t>(duration.count(), 0));
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(duration)};
  const auto hours = time.hours().count();
  const auto minutes = time.minutes().count();
  const auto seconds = time.seconds().count();
  if (hours > 0) return fmt::format("{}h {:02}m {:02}s", hours, minutes, seconds);
  return minutes > 0 ? fmt::format("{}m {:02}s", minutes, seconds) : fmt::format("{}s", seconds);
}

std::string counted(std::uint64_t count, std::string_view thing) {
  return fmt::format("{} {}{}", grouped(count), thing, count == 1 ? "" : "s");
}

}  // namespace sent::text
