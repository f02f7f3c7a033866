// SPDX-License-Identifier: Apache-2.0

// Which source a row belongs to that says who or what belongs to a source: of source_collaborators,
// source_destinations.

#pragma once

#include <optional>
#include <string_view>

#include "expand/sources.hpp"
#include "model/finding.hpp"
#include "read/usage_source.hpp"

namespace sent::expand {

// None when the row is dirty, which is noted in `findings`: without a source, without a name (`empty_name`), of a
// source that is not one of `sources`. Pure but for that.
[[nodiscard]] std::optional<SourceNo> source_of_row(std::string_view relation, const read::Text& source_id,
                                                    const read::Text& name, FindingKind empty_name,
                                                    const Sources& sources, Findings& findings);

}  // namespace sent::expand
