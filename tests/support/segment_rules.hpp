// What Segment's batch endpoint makes of a request body. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "receiver.hpp"

namespace sent {

struct RuleVerdict {
  int status = 200;
  std::string body = R"({"success": true})";
  std::vector<ReceivedEvent> accepted;
  std::vector<std::string> violations;
};

[[nodiscard]] RuleVerdict apply_segment_rules(const std::string& body);

// The elements of the array "batch" of `body`, each with its exact text.
[[nodiscard]] std::vector<std::string> raw_batch_items(std::string_view body);

}  // namespace sent
