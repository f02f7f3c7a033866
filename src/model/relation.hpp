// SPDX-License-Identifier: Apache-2.0

// The relations of the input contract. Values.

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace sent {

enum class Relation : std::size_t {
  sources,
  owners,
  owner_members,
  source_collaborators,
  source_calls,
  source_library_calls,
  source_destinations,
  usage_complete,
  suppressed_users,
};

inline constexpr std::array relations{Relation::sources,
                                      Relation::owners,
                                      Relation::owner_members,
                                      Relation::source_collaborators,
                                      Relation::source_calls,
                                      Relation::source_library_calls,
                                      Relation::source_destinations,
                                      Relation::usage_complete,
                                      Relation::suppressed_users};

// As in the database, in logs and in reports.
[[nodiscard]] constexpr std::string_view name_of(Relation relation) {
  constexpr std::array<std::string_view, 9> names{"sources",
                                                  "owners",
                                                  "owner_members",
                                                  "source_collaborators",
                                                  "source_calls",
                                                  "source_library_calls",
                                                  "source_destinations",
                                                  "usage_complete",
                                                  "suppressed_users"};
  return names[static_cast<std::size_t>(relation)];
}

}  // namespace sent
