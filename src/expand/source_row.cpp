// SPDX-License-Identifier: Apache-2.0

#include "expand/source_row.hpp"

#include <fmt/format.h>

namespace sent::expand {

std::optional<SourceNo> source_of_row(std::string_view relation, const read::Text& source_id, const read::Text& name,
                                      FindingKind empty_name, const Sources& sources, Findings& findings) {
  if (source_id.value_or("").empty()) {
    findings.dirty(FindingKind::empty_source_id, [&] { return fmt::format("a row of {}", relation); });
    return std::nullopt;
  }
  if (name.value_or("").empty()) {
    findings.dirty(empty_name, [&] { return fmt::format("a row of {}, source {}", relation, *source_id); });
    return std::nullopt;
  }
  const auto source = sources.find(*source_id);
  if (!source) {
    findings.dirty(FindingKind::unknown_source, [&] { return fmt::format("{} in {}", *source_id, relation); });
  }
  return source;
}

}  // namespace sent::expand
