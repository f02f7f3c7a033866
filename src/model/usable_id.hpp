// SPDX-License-Identifier: Apache-2.0

// Which texts can be the id of a source, an owner or a user.

#pragma once

#include <cstddef>
#include <string_view>

#include "text/utf8.hpp"

namespace sent {

// The ledger has two ids in one key: PostgreSQL's B-tree takes entries of up to 2,704 bytes.
inline constexpr std::size_t longest_id = 1000;

// Not UTF-8 is what a database without an encoding can hold: in JSON such an id would be another's, and the ledger
// takes none. Pure.
[[nodiscard]] inline bool is_usable_id(std::string_view id) {
  return id.size() <= longest_id && text::is_well_formed(id);
}

}  // namespace sent
