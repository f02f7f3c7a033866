// SPDX-License-Identifier: Apache-2.0

// Names that stand for values in --help. Those that say what a value is are known here, so that what is made of the
// declarations of the command line, manual and completion, knows it too.

#pragma once

namespace sent::cli::placeholder {

inline constexpr const char* file = "FILE";
inline constexpr const char* setting = "KEY=VALUE";
// Between the values of an option when there are no others: text|json.
inline constexpr const char* choice_separator = "|";

}  // namespace sent::cli::placeholder
