// SPDX-License-Identifier: Apache-2.0

// Segment's edge, as it answers POST /v1/batch: 200 to nearly everything, even to events that it then drops. Pure.
//
// Sources: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#errors (what is 400, more
// than 2,500 events), https://segment.com/docs/guides/regional-segment/ (the wrong region),
// https://github.com/segmentio/analytics-go/issues/205 (keys). It is not known whether a KB is 1,000 or 1,024 bytes;
// here it is 1,000. The text of a 400 has changed over the years.

#pragma once

#include <string>

#include "receiver_rules.hpp"

namespace sent::tests {

struct SegmentEdge {
  std::string host = "api.segment.io";  // or events.eu1.segmentapis.com
  std::string write_key = "hush0hush0hush0hush0hush0hush0ab";
  std::string workspace_host = "api.segment.io";  // of the region that the workspace of this key is in
};

// An event that is answered with 200 and dropped is a violation.
[[nodiscard]] RuleVerdict answer_as_segment(const SegmentEdge& edge, const RuleRequest& request);

}  // namespace sent::tests
