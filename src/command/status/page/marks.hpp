// SPDX-License-Identifier: Apache-2.0

// A shape for each state of a day, so that colour is not needed to tell them apart. Pure.

#pragma once

#include <string>
#include <string_view>

#include "command/status/report/status.hpp"
#include "command/status/report/status_headline.hpp"

namespace sent::command::status::page {

// Defines every shape. Must appear once in a page, before any shape is used.
[[nodiscard]] std::string mark_definitions();

[[nodiscard]] std::string mark_of(report::DayState state);
[[nodiscard]] std::string mark_of(report::Tone tone);

}  // namespace sent::command::status::page
