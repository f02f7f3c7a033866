// SPDX-License-Identifier: Apache-2.0

// Judges the receiver's settings, including mistakes that make Segment answer 200 and drop the events. Pure.

#pragma once

#include <optional>

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"

namespace sent::command::check::receiver {

// Whether sink.url is in the region of the preset; nothing for receivers without regions.
[[nodiscard]] std::optional<checklist::Check> judge_region(const config::Config::Sink& sink);

// Whether sink.url ends in the path where this receiver accepts batches; nothing if any path is possible.
[[nodiscard]] std::optional<checklist::Check> judge_path(const config::Config::Sink& sink);

// Whether the write key looks like one of the receiver's.
[[nodiscard]] checklist::Check judge_write_key(const config::Config::Sink& sink);

}  // namespace sent::command::check::receiver
