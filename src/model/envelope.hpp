// SPDX-License-Identifier: Apache-2.0

// What a request body has around its events: {"batch":[…]}. Values.

#pragma once

#include <cstddef>
#include <string_view>

namespace sent {

inline constexpr std::string_view envelope_opening = R"({"batch":[)";
inline constexpr std::string_view envelope_closing = "]}";
inline constexpr std::size_t envelope_bytes = envelope_opening.size() + envelope_closing.size();

}  // namespace sent
