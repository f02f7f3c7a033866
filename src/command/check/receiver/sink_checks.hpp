// SPDX-License-Identifier: Apache-2.0

// Judges what the settings say of the receiver, which Segment itself would never complain about. Pure.

#pragma once

#include <optional>

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"

namespace sent::command::check::receiver {

// Whether sink.url is of the region that the preset names; nothing for receivers without regions.
[[nodiscard]] std::optional<checklist::Check> judge_region(const config::Config::Sink& sink);

// Whether sink.url ends in the path where this receiver takes batches; nothing for one that may be anything.
[[nodiscard]] std::optional<checklist::Check> judge_path(const config::Config::Sink& sink);

// Whether the write key looks like one of the receiver's.
[[nodiscard]] checklist::Check judge_write_key(const config::Config::Sink& sink);

}  // namespace sent::command::check::receiver
