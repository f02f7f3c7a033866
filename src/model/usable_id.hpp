// SPDX-License-Identifier: Apache-2.0

// Which texts can be the id of a source, an owner or a user. Pure.

#pragma once

#include <cstddef>
#include <string_view>

#include "text/utf8.hpp"

namespace sent {

// A key of the ledger has two ids, and PostgreSQL's B-tree limits an entry to 2,704 bytes.
inline constexpr std::size_t longest_id = 1000;

// A database without an encoding can contain ids that are not UTF-8. JSON would turn them into other ids, and the
// ledger cannot store them.
[[nodiscard]] inline bool is_usable_id(std::string_view id) {
  return id.size() <= longest_id && text::is_well_formed(id);
}

}  // namespace sent
