// SPDX-License-Identifier: Apache-2.0

// The limits that Segment documents, enforced: an event that it would drop with 200 is refused here, or reported as a
// violation. Segment's real answers are in segment_edge.hpp. Pure.

#pragma once

#include <string>

#include "receiver_rules.hpp"

namespace sent::tests {

[[nodiscard]] RuleVerdict apply_segment_rules(const std::string& body);

}  // namespace sent::tests
