// SPDX-License-Identifier: Apache-2.0

#include <nlohmann/json.hpp>

#include "fuzz/input.hpp"
#include "model/failure.hpp"
#include "tracking_plan/documents.hpp"
#include "tracking_plan/event_check.hpp"

namespace sent::tests {

// A file of plan.directory.
void fuzz_rule(Bytes bytes) {
  try {
    const tracking_plan::TrackingPlan plan({tracking_plan::parse_rule(FuzzInput(bytes).rest(), "rule.json")});
    const tracking_plan::Rule& rule = plan.rules().front();
    require(nlohmann::json::accept(tracking_plan::segment_document(plan)), "an export is JSON");
    require(nlohmann::json::accept(tracking_plan::json_schema_document(plan)), "an export is JSON");
    require(!tracking_plan::markdown_document(plan).empty() && !tracking_plan::list_of(plan).empty() &&
                !tracking_plan::table_of(rule).empty(),
            "a plan can be shown");
    (void)tracking_plan::EventCheck(plan).check(
        nlohmann::json{{"event", rule.key}, {"properties", {{"a", 1}, {"b", "c"}}}}.dump(-1, ' ', true));
  } catch (const Failure& failure) {
    require(failure.code() == ExitCode::usage, "a rule is a setting");
    require(std::string_view(failure.what()).find('\n') == std::string_view::npos, "an error is a line");
  }
}

}  // namespace sent::tests
