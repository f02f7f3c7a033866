// SPDX-License-Identifier: Apache-2.0

// Parses the values of settings. Each function returns nothing for a text of another form. Pure.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sent::config {

// 500ms, 3s, 5m, 2h, 1d.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
// 20000, 64KiB, 64MiB, 1GiB, 64kB, 64MB.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);
// A decimal number from 0 to 1.
[[nodiscard]] std::optional<double> parse_share(std::string_view text);
// true or false.
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);
// HH:MM or HH:MM:SS; returns the time since midnight.
[[nodiscard]] std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text);
// Items separated by commas. Spaces around an item are ignored; an empty text is an empty list.
[[nodiscard]] std::vector<std::string> parse_list(std::string_view text);

}  // namespace sent::config
