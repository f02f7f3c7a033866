// SPDX-License-Identifier: Apache-2.0

#include "read/privileges.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "postgres/grant.hpp"

namespace sent::read {

namespace {

Lack lack_of_usage(const std::string& role, const std::string& schema) {
  return {fmt::format("role \"{}\" may not use schema \"{}\"", role, schema),
          postgres::grant("usage", "schema " + postgres::quoted_identifier(schema), role)};
}

}  // namespace

std::optional<Lack> lack_of(const std::string& role, const std::string& schema, bool may_use_schema,
                            const std::vector<std::string>& unreadable) {
  if (!may_use_schema) return lack_of_usage(role, schema);
  if (unreadable.empty()) return std::nullopt;
  std::vector<std::string> qualified;
  for (const auto& relation : unreadable) {
    qualified.push_back(fmt::format("{}.{}", postgres::quoted_identifier(schema), relation));
  }
  return Lack{fmt::format("role \"{}\" may not read {}", role, fmt::join(unreadable, ", ")),
              postgres::grant("select", fmt::format("{}", fmt::join(qualified, ", ")), role)};
}

}  // namespace sent::read
