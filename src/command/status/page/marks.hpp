// SPDX-License-Identifier: Apache-2.0

// The shapes that tell the states of a day apart where colours do not. Pure.

#pragma once

#include <string>
#include <string_view>

#include "command/status/report/status.hpp"
#include "command/status/report/status_headline.hpp"

namespace sent::command::status::page {

// Defines every shape; once in a page, before any is used.
[[nodiscard]] std::string mark_definitions();

[[nodiscard]] std::string mark_of(report::DayState state);
[[nodiscard]] std::string mark_of(report::Tone tone);

}  // namespace sent::command::status::page
