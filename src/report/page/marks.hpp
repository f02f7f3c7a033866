// The shapes that tell the states of a day apart where colours do not. Pure.

#pragma once

#include <string>
#include <string_view>

#include "report/status.hpp"
#include "report/status_headline.hpp"

namespace sent {

// Defines every shape; once in a page, before any is used.
[[nodiscard]] std::string mark_definitions();

[[nodiscard]] std::string mark_of(DayState state);
[[nodiscard]] std::string mark_of(Tone tone);

}  // namespace sent
