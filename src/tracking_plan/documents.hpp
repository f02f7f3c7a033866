// SPDX-License-Identifier: Apache-2.0

// A tracking plan as documents, for people and for tools. Each document ends with a newline. Pure.

#pragma once

#include <string>

#include "tracking_plan/tracking_plan.hpp"

namespace sent::tracking_plan {

// One line per event, with its stage, version, number of properties and legacy names.
[[nodiscard]] std::string list_of(const TrackingPlan& plan);
// One event, with its properties as a table.
[[nodiscard]] std::string table_of(const Rule& rule);

// {"rules": [{key, type, version, jsonSchema}]}: the body of Segment's PUT /tracking-plans/{id}/rules
// (https://docs.segmentapis.com/tag/Tracking-Plans#operation/replaceRulesInTrackingPlan). Terraform and Typewriter use
// the same rules.
[[nodiscard]] std::string segment_document(const TrackingPlan& plan);
// One draft-07 schema for all events of the plan; `event` decides which rule applies.
[[nodiscard]] std::string json_schema_document(const TrackingPlan& plan);
// A Markdown page with a table for each event.
[[nodiscard]] std::string markdown_document(const TrackingPlan& plan);

}  // namespace sent::tracking_plan
