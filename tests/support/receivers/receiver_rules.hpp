// SPDX-License-Identifier: Apache-2.0

// How a receiver treats a request: its answer, and the events that it accepts. Each stand-in for a receiver is such a
// function, modelled on the receiver's code or documentation; the test's Receiver applies it.

#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace sent::tests {

struct ReceivedEvent {
  std::string raw;      // the exact JSON text
  nlohmann::json json;  // as the receiver keeps it
};

struct RuleRequest {
  std::string method = "POST";
  std::string target = "/v1/batch";
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // as it was sent, perhaps compressed

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  [[nodiscard]] std::string path() const { return target.substr(0, target.find('?')); }
};

struct RuleVerdict {
  int status = 200;
  std::string body = R"({"success": true})";
  std::vector<ReceivedEvent> accepted;
  std::vector<std::string> violations;  // accepted, but should never be sent
  std::map<std::string, std::string> headers;
};

// Pure.
using ReceiverRules = std::function<RuleVerdict(const RuleRequest&)>;

}  // namespace sent::tests
