// SPDX-License-Identifier: Apache-2.0

#include "segment_rules.hpp"

#include "request_coding.hpp"

namespace sent::tests {

namespace {

using Json = nlohmann::json;

constexpr std::size_t max_body = 500'000;
constexpr std::size_t max_event = 32'000;
constexpr std::size_t max_events = 2'500;
constexpr std::size_t max_message_id = 100;

RuleVerdict bad_request(const std::string& why) { return {400, why, {}, {}, {}}; }

bool has_text(const Json& item, const char* name) {
  return item.contains(name) && item[name].is_string() && !item[name].get_ref<const std::string&>().empty();
}

std::string fault_of(const Json& item) {
  if (!item.is_object()) return "an item is not an object";
  if (item.value("type", Json()) != "track") return "an item is not a track";
  if (!has_text(item, "event")) return "an item has no event";
  if (!has_text(item, "userId")) return "an item has no userId";
  if (!has_text(item, "messageId")) return "an item has no messageId";
  const auto& id = item["messageId"].get_ref<const std::string&>();
  return id.size() > max_message_id ? "a messageId is too long" : "";
}

}  // namespace

RuleVerdict apply_segment_rules(const std::string& body) {
  if (body.size() > max_body) return bad_request("Exceed payload limit");
  const Json parsed = Json::parse(body, nullptr, false);
  if (parsed.is_discarded() || !parsed.is_object()) return bad_request("invalid JSON");
  if (!parsed.contains("batch") || !parsed["batch"].is_array()) return bad_request("no batch");
  RuleVerdict verdict;
  if (parsed.contains("sentAt")) verdict.violations.emplace_back("sentAt in the envelope");
  const Json& batch = parsed["batch"];
  const auto raw = raw_batch_items(body);
  if (raw.size() != batch.size()) return bad_request("an item is not an object");
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i].size() > max_event) return bad_request("Exceed payload limit of one event");
    if (const std::string fault = fault_of(batch[i]); !fault.empty()) return bad_request(fault);
    if (batch[i].contains("sentAt")) verdict.violations.emplace_back("sentAt in an event");
    verdict.accepted.push_back({raw[i], batch[i]});
  }
  if (batch.empty()) verdict.violations.emplace_back("an empty batch");
  if (batch.size() > max_events) {
    verdict.accepted.clear();
    verdict.violations.emplace_back("more than 2,500 events, all dropped");
  }
  return verdict;
}

}  // namespace sent::tests
