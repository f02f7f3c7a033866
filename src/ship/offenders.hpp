// SPDX-License-Identifier: Apache-2.0

// The events of a batch that are rejected. Pure.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "encode/batch.hpp"
#include "model/rejection.hpp"

namespace sent::ship {

// `status` of the receiver's answer; nothing if the event was not sent.
[[nodiscard]] Rejection rejection_of(std::string_view payload, const encode::EventIds& ids, std::optional<int> status,
                                     const std::string& reason);

// For each event of `batch`, which of `names` is its message id; see answer::names_message(). Nothing at all if a name
// belongs to no event: then it is unknown which event the receiver means.
using NamedEvents = std::vector<std::optional<std::size_t>>;
[[nodiscard]] std::optional<NamedEvents> match_names(const encode::Batch& batch, const std::vector<std::string>& names);

}  // namespace sent::ship
