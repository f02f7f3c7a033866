// SPDX-License-Identifier: Apache-2.0

// The limits that Segment documents, enforced: what it would drop with 200 is refused here, or told as a violation.
// What Segment really answers is in segment_edge.hpp. Pure.

#pragma once

#include <string>

#include "receiver_rules.hpp"

namespace sent::tests {

[[nodiscard]] RuleVerdict apply_segment_rules(const std::string& body);

}  // namespace sent::tests
