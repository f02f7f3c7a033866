// Judges what the settings say of the receiver, which Segment itself would never complain about. Pure.

#pragma once

#include <optional>

#include "check/check.hpp"
#include "config/config.hpp"

namespace sent {

// Whether sink.url is of the region that the preset names; nothing for receivers without regions.
[[nodiscard]] std::optional<Check> judge_region(const Config::Sink& sink);

// Whether sink.url ends in the path where this receiver takes batches; nothing for one that may be anything.
[[nodiscard]] std::optional<Check> judge_path(const Config::Sink& sink);

// Whether the write key looks like one of the receiver's.
[[nodiscard]] Check judge_write_key(const Config::Sink& sink);

}  // namespace sent
