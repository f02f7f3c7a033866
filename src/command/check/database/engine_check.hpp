// SPDX-License-Identifier: Apache-2.0

// Judges which kind of server answers, and what is known not to work there. Pure.
//
// Sources: https://docs.citusdata.com, https://docs.timescale.com, the manuals of Amazon Aurora,
// https://www.cockroachlabs.com/docs/stable/postgresql-compatibility.html, https://docs.yugabyte.com.

#pragma once

#include <string_view>

#include "command/check/checklist/check.hpp"

namespace sent::command::check::database {

// `version`: what version() says. `marks`: the extensions and functions that tell kinds apart, separated by blanks.
[[nodiscard]] checklist::Check judge_engine(std::string_view version, std::string_view marks);

}  // namespace sent::command::check::database
