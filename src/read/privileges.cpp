#include "read/privileges.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/grant.hpp"

namespace sent {

namespace {

Lack lack_of_usage(const std::string& role, const std::string& schema) {
  return {fmt::format("role \"{}\" may not use schema \"{}\"", role, schema),
          grant("usage", "schema " + quoted_identifier(schema), role)};
}

}  // namespace

std::optional<Lack> lack_of(const std::string& role, const std::string& schema, bool may_use_schema,
                            const std::vector<std::string>& unreadable) {
  if (!may_use_schema) return lack_of_usage(role, schema);
  if (unreadable.empty()) return std::nullopt;
  std::vector<std::string> qualified;
  for (const auto& relation : unreadable) {
    qualified.push_back(fmt::format("{}.{}", quoted_identifier(schema), relation));
  }
  return Lack{fmt::format("role \"{}\" may not read {}", role, fmt::join(unreadable, ", ")),
              grant("select", fmt::format("{}", fmt::join(qualified, ", ")), role)};
}

}  // namespace sent
