// SPDX-License-Identifier: Apache-2.0

// The events of a batch that a receiver refuses, from their payload. Pure.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "encode/batch.hpp"
#include "model/rejection.hpp"

namespace sent::ship {

// Ids that the payload lacks are left empty.
[[nodiscard]] Rejection describe_rejection(std::string_view payload, int status, const std::string& reason);

// For each event of `batch`, which of `names` is its message id; see answer::names_message(). Nothing at all when
// some name is no event's: then it is unknown which event the receiver means.
using NamedEvents = std::vector<std::optional<std::size_t>>;
[[nodiscard]] std::optional<NamedEvents> match_names(const encode::Batch& batch, const std::vector<std::string>& names);

}  // namespace sent::ship
