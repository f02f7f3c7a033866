// SPDX-License-Identifier: Apache-2.0

// How deep a text is nested, counted before it is parsed: the parsers use their stack for each level. Pure.

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sent::config {

// Of a TOML file: brackets and braces around a place, and dots in the keys before it.
inline constexpr std::size_t deepest_toml = 64;
// Of an object in a setting: brackets and braces.
inline constexpr std::size_t deepest_json = 32;

// The number, from 1, of the first line that is nested deeper than deepest_toml.
[[nodiscard]] std::optional<std::size_t> line_nested_too_deep(std::string_view toml);

[[nodiscard]] bool is_nested_too_deep(std::string_view json);

}  // namespace sent::config
