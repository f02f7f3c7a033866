// SPDX-License-Identifier: Apache-2.0

#include "rudderstack_rules.hpp"

#include <optional>

#include "request_coding.hpp"

namespace sent::tests {

namespace {

using Json = nlohmann::json;
using Trouble = RudderStackTrouble;
using Refusal = std::optional<RuleVerdict>;

// As Go's http.Error writes it.
RuleVerdict refuse(int status, const std::string& text) {
  RuleVerdict verdict;
  verdict.status = status;
  verdict.body = text + "\n";
  verdict.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"X-Content-Type-Options", "nosniff"}};
  return verdict;
}

std::string trimmed(const std::string& text) {
  constexpr const char* blanks = " \t\n\v\f\r";
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

// A value of any type counts as its text.
std::string id_of(const Json& item, const char* name) {
  const Json value = item.value(name, Json());
  if (value.is_null()) return "";
  return trimmed(value.is_string() ? value.get<std::string>() : value.dump());
}

Refusal refuse_route(const RuleRequest& request) {
  if (request.path() != "/v1/batch") return refuse(404, "404 page not found");
  if (request.method == "POST") return std::nullopt;
  RuleVerdict verdict;
  verdict.status = 405;
  verdict.body = "";
  return verdict;
}

Refusal refuse_key(const RudderStackGateway& gateway, const RuleRequest& request) {
  const std::string credentials = basic_credentials(request.header("authorization")).value_or("");
  const std::string key = credentials.substr(0, credentials.find(':'));
  if (key.empty()) return refuse(401, "failed to read writekey from header");
  const auto source = gateway.sources.find(key);
  if (source == gateway.sources.end()) return refuse(401, "invalid write key");
  if (!source->second) return refuse(404, "source is disabled");
  return std::nullopt;
}

// What is no array counts as an array of it.
Json batch_of(const Json& body) {
  if (!body.is_object() || !body.contains("batch") || body["batch"].is_null()) return Json::array();
  return body["batch"].is_array() ? body["batch"] : Json::array({body["batch"]});
}

Refusal refuse_item(const Json& item) {
  if (!item.is_object()) return refuse(400, "event is not a valid rudder event");
  const std::string type = item.contains("type") && item["type"].is_string() ? item["type"].get<std::string>() : "";
  const bool needs_no_id = type == "extract" || type == "record";
  if (!needs_no_id && id_of(item, "anonymousId").empty() && id_of(item, "userId").empty()) {
    return refuse(400, "request neither has anonymousId nor userId");
  }
  return std::nullopt;
}

Refusal refuse_trouble(Trouble trouble) {
  if (trouble == Trouble::write_timeout) return refuse(504, "gateway timeout");
  if (trouble == Trouble::database) return refuse(500, "pq: the database system is shutting down");
  return std::nullopt;
}

Json as_kept(Json item) {
  const std::string id = item.contains("messageId") && item["messageId"].is_string() ? trimmed(item["messageId"]) : "";
  item["messageId"] = id.empty() ? made_message_id : id;
  return item;
}

RuleVerdict take(const RudderStackGateway& gateway, const std::string& body) {
  const Json parsed = Json::parse(body, nullptr, false);
  if (parsed.is_discarded()) return refuse(400, "invalid json");
  const Json batch = batch_of(parsed);
  for (const Json& item : batch) {
    if (auto refusal = refuse_item(item)) return *refusal;
  }
  if (gateway.trouble == Trouble::rate_limit) return refuse(429, "max requests limit reached");
  if (body.size() > gateway.max_body_bytes) return refuse(413, "request size exceeds max limit");
  if (batch.empty()) return refuse(400, "empty batch payload");
  if (auto refusal = refuse_trouble(gateway.trouble)) return *refusal;
  RuleVerdict verdict;
  verdict.body = "ok";
  verdict.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  const auto raw = raw_batch_items(body);
  for (std::size_t i = 0; i < batch.size(); ++i)
    verdict.accepted.push_back({i < raw.size() ? raw[i] : "", as_kept(batch[i])});
  return verdict;
}

}  // namespace

RuleVerdict answer_as_rudderstack(const RudderStackGateway& gateway, const RuleRequest& request) {
  if (gateway.trouble == Trouble::too_many_at_once) return refuse(503, "Service Unavailable");
  if (auto refusal = refuse_route(request)) return *refusal;
  if (auto refusal = refuse_key(gateway, request)) return *refusal;
  const auto body = plain_body(request);
  if (!body) return refuse(500, "failed to read body from request");
  if (request.body.empty()) return refuse(400, "request body is nil");
  return take(gateway, *body);
}

}  // namespace sent::tests
