// SPDX-License-Identifier: Apache-2.0

// The id of an event: an RFC 4122 version 5 UUID of day, source and user, joined by the unit separator
// (0x1F), in the deployment's namespace. The same event always has the same id, so that a receiver can recognise an
// event that comes twice.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/uuid.hpp"

namespace sent::encode {

// Version 5, by SHA-1. Pure.
[[nodiscard]] Uuid name_based_uuid(const Uuid& name_space, std::string_view name);

// `day` as YYYY-MM-DD.
[[nodiscard]] Uuid message_id(const Uuid& name_space, std::string_view day, std::string_view source_id,
                              std::string_view user_id);

}  // namespace sent::encode
