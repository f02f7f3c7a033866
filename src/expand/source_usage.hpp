// SPDX-License-Identifier: Apache-2.0

// One source on one day, ready to be sent to its users. A value; its views belong to the ChunkUsage that made it.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sent::expand {

// The methods that every event names, in the tracking plan's order.
inline constexpr std::array<std::string_view, 6> base_method_properties{
    "methodIdentify", "methodAlias", "methodTrack", "methodPage", "methodScreen", "methodGroup"};
inline constexpr auto base_methods = [] {
  auto names = base_method_properties;
  for (auto& name : names) name.remove_prefix(std::string_view("method").size());
  return names;
}();

struct NamedCalls {
  std::string_view property;  // the whole name
  std::int64_t calls;
};

struct SourceUsage {
  std::string_view source_id;
  std::string_view slug;
  std::size_t collaborators = 0;
  std::optional<std::string_view> owner_id;
  std::optional<std::string_view> owner_kind;
  std::size_t owners = 0;  // members of the owner
  std::int64_t calls_monthly = 0;
  std::int64_t calls_weekly = 0;
  std::array<std::int64_t, base_methods.size()> methods{};  // in the order of base_methods
  std::vector<NamedCalls> other_methods;                    // these two are sorted by property
  std::vector<NamedCalls> libraries;
  std::size_t destinations = 0;
  std::vector<std::string_view> destination_properties;  // sorted, distinct
  std::vector<std::string_view> recipients;              // user ids, sorted, distinct, without suppressed users
};

}  // namespace sent::expand
