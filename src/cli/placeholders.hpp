// SPDX-License-Identifier: Apache-2.0

// Names that stand for values in --help. The manual and the completion recognize the kind of a value by them. Values.

#pragma once

namespace sent::cli::placeholder {

inline constexpr const char* file = "FILE";
inline constexpr const char* setting = "KEY=VALUE";
inline constexpr const char* day = "DAY";
// Separates the values of an option that accepts only these: text|json.
inline constexpr const char* choice_separator = "|";

}  // namespace sent::cli::placeholder
