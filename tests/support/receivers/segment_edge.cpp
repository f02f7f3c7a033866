// SPDX-License-Identifier: Apache-2.0

#include "segment_edge.hpp"

#include "request_coding.hpp"

namespace sent::tests {

namespace {

using Json = nlohmann::json;

constexpr std::size_t max_body = 500'000;
constexpr std::size_t max_event = 32'000;
constexpr std::size_t max_events = 2'500;
constexpr std::size_t shortest_key = 8;

RuleVerdict refuse(const std::string& text) {
  RuleVerdict verdict;
  verdict.status = 400;
  verdict.body = text;
  verdict.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  return verdict;
}

RuleVerdict lose(const std::string& why) {
  RuleVerdict verdict;
  verdict.headers = {{"Content-Type", "application/json"}};
  verdict.violations.push_back(why);
  return verdict;
}

bool has_text(const Json& item, const char* name) {
  return item.is_object() && item.contains(name) && item[name].is_string() &&
         !item[name].get_ref<const std::string&>().empty();
}

RuleVerdict take(const std::string& body, const Json& batch) {
  RuleVerdict verdict;
  verdict.headers = {{"Content-Type", "application/json"}};
  const auto raw = raw_batch_items(body);
  for (std::size_t i = 0; i < raw.size() && i < batch.size(); ++i) {
    if (raw[i].size() > max_event) return refuse("Exceed payload limit");
    const bool named =
        has_text(batch[i], "event") && (has_text(batch[i], "userId") || has_text(batch[i], "anonymousId"));
    if (named) verdict.accepted.push_back({raw[i], batch[i]});
    if (!named) verdict.violations.emplace_back("an event without a name or an id");
  }
  return verdict;
}

}  // namespace

RuleVerdict answer_as_segment(const SegmentEdge& edge, const RuleRequest& request) {
  const auto body = plain_body(request);
  if (!body) return refuse("Bad Request");
  if (body->size() > max_body) return refuse("Exceed payload limit");
  const Json parsed = Json::parse(*body, nullptr, false);
  if (!parsed.is_object()) return refuse("Bad Request");
  const std::string credentials = basic_credentials(request.header("authorization")).value_or("");
  const std::string key = credentials.substr(0, credentials.find(':'));
  if (key.size() < shortest_key) return refuse("Bad Request");
  const Json batch = parsed.value("batch", Json::array());
  RuleVerdict verdict = take(*body, batch);
  if (verdict.status != 200) return verdict;
  if (key != edge.write_key) return lose("a key that Segment does not know");
  if (edge.host != edge.workspace_host) return lose("the other region's host");
  if (batch.size() > max_events) return lose("more than 2,500 events");
  return verdict;
}

}  // namespace sent::tests
