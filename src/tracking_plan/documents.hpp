// SPDX-License-Identifier: Apache-2.0

// A tracking plan as documents: for people, and for the tools that teams use. Pure; each ends with a newline.

#pragma once

#include <string>

#include "tracking_plan/tracking_plan.hpp"

namespace sent::tracking_plan {

// One line an event: its stage, version, properties and legacy names.
[[nodiscard]] std::string list_of(const TrackingPlan& plan);
// One event's properties as a table.
[[nodiscard]] std::string table_of(const Rule& rule);

// {"rules": [{key, type, version, jsonSchema}]}: the body of Segment's PUT /tracking-plans/{id}/rules
// (https://docs.segmentapis.com/tag/Tracking-Plans#operation/replaceRulesInTrackingPlan); Terraform and Typewriter take
// its rules.
[[nodiscard]] std::string segment_document(const TrackingPlan& plan);
// One draft-07 schema that accepts what any of the plan's rules accepts, chosen by `event`.
[[nodiscard]] std::string json_schema_document(const TrackingPlan& plan);
// A page with a table for each event.
[[nodiscard]] std::string markdown_document(const TrackingPlan& plan);

}  // namespace sent::tracking_plan
