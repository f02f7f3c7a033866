// SPDX-License-Identifier: Apache-2.0

#include "jitsu_rules.hpp"

#include <chrono>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <tuple>

#include "request_coding.hpp"

namespace sent::tests {

namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

// Gin answers in JSON with sorted names.
RuleVerdict answer(int status, const Json& body) {
  RuleVerdict verdict;
  verdict.status = status;
  verdict.body = body.dump();
  verdict.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  return verdict;
}

RuleVerdict refuse(const JitsuIngest& ingest, int status, const std::string& reason) {
  return answer(ingest.is_old ? 200 : status, {{"error", reason}});
}

std::string text_at(const Json& item, const char* name) {
  return item.contains(name) && item[name].is_string() ? item[name].get<std::string>() : "";
}

// One colon at the end is stripped, and only one.
std::string key_of(const std::string& credentials) {
  return credentials.ends_with(':') ? credentials.substr(0, credentials.size() - 1) : credentials;
}

bool knows(const JitsuIngest& ingest, const std::string& key) {
  const std::size_t colon = key.find(':');
  if (colon == std::string::npos) return false;
  const auto found = ingest.server_keys.find(key.substr(0, colon));
  const std::string secret = key.substr(colon + 1);
  return found != ingest.server_keys.end() && found->second == secret.substr(0, secret.find(':'));
}

// What is logged and named in answers.
std::string named(const std::string& message_id) {
  std::string name = message_id;
  for (char& c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') c = '_';
  }
  return name.substr(0, 64);
}

std::string fault_of(const JitsuIngest& ingest, const Json& item, std::size_t bytes) {
  static const std::set<std::string> types{"page", "identify", "track", "group", "alias", "screen"};
  const std::string type = text_at(item, "type");
  if (type.empty()) return "type property of event is required";
  if (!types.contains(type)) return "Unknown event type: " + type;
  const std::string event = text_at(item, "event");
  if (type == "track" && event.empty()) return "'event' property is required for 'track' event";
  if (type == "track" && event.size() > 128)
    return "Invalid track event name '" + event + "'. Max length is 128 characters.";
  if (bytes <= ingest.max_message_bytes) return "";
  return "message size " + std::to_string(bytes) +
         " is too big. max allowed: " + std::to_string(ingest.max_message_bytes);
}

std::string reason_for(const JitsuIngest& ingest, const Json& item, std::size_t bytes) {
  const std::string fault = fault_of(ingest, item, bytes);
  if (!fault.empty()) return "event error: " + fault;
  if (!ingest.has_destinations) return "no destinations found for stream: site-1";
  if (ingest.throttled.contains(text_at(item, "userId")))
    return "quota exceeded: billing quota exceeded, event throttled";
  return "";
}

std::optional<milliseconds> time_of(const Json& item) {
  std::tm parts{};
  int thousandths = 0;
  if (std::sscanf(text_at(item, "timestamp").c_str(), "%d-%d-%dT%d:%d:%d.%d", &parts.tm_year, &parts.tm_mon,
                  &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &thousandths) < 6) {
    return std::nullopt;
  }
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  return std::chrono::seconds{timegm(&parts)} + milliseconds{thousandths};
}

// Events are the same when all but id and time is, and the times are close.
class Deduplication {
 public:
  explicit Deduplication(int window_ms) : window_(window_ms) {}

  bool drops(const Json& item) {
    const auto time = time_of(item);
    if (window_.count() == 0 || !time) return false;
    const Key key{text_at(item, "anonymousId"),
                  text_at(item, "userId"),
                  text_at(item, "type"),
                  text_at(item, "event"),
                  item.value("properties", Json()).dump(),
                  item.value("traits", Json()).dump()};
    const auto seen = seen_.find(key);
    if (seen != seen_.end() && std::chrono::abs(*time - seen->second) <= window_) return true;
    seen_[key] = *time;
    return false;
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;
  milliseconds window_;
  std::map<Key, milliseconds> seen_;
};

std::size_t header_bytes(const RuleRequest& request) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : request.headers) bytes += name.size() + value.size();
  return bytes;
}

RuleVerdict take(const JitsuIngest& ingest, const RuleRequest& request, const std::string& body, const Json& batch) {
  const auto raw = raw_batch_items(body);
  Deduplication deduplication(ingest.deduplicate_window_ms);
  std::vector<ReceivedEvent> accepted;
  Json errors = Json::array();
  std::size_t dropped = 0;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (deduplication.drops(batch[i])) {
      ++dropped;
      continue;
    }
    const std::string reason = reason_for(ingest, batch[i], raw.at(i).size() + header_bytes(request));
    if (reason.empty()) accepted.push_back({raw.at(i), batch[i]});
    if (!reason.empty()) errors.push_back("Message ID: " + named(text_at(batch[i], "messageId")) + ": " + reason);
  }
  Json said{{"ok", errors.empty()}, {"receivedEvents", batch.size()}, {"okEvents", accepted.size()}};
  if (dropped > 0) said.update({{"deduplicatedEvents", dropped}, {"processedEvents", batch.size() - dropped}});
  if (!errors.empty()) said["errors"] = errors;
  RuleVerdict verdict = answer(200, said);
  verdict.accepted = std::move(accepted);
  return verdict;
}

bool is_batch(const Json& body) {
  if (!body.is_object()) return false;
  for (const Json& item : body.value("batch", Json::array())) {
    if (!item.is_object()) return false;
  }
  return true;
}

}  // namespace

RuleVerdict answer_as_jitsu(const JitsuIngest& ingest, const RuleRequest& request) {
  static const std::set<std::string> paths{"/api/s/s2s/batch", "/v1/batch", "/v1/b", "/batch", "/b"};
  RuleVerdict unknown_path;
  unknown_path.status = 404;
  unknown_path.body = "404 page not found";
  if (!paths.contains(request.path()) || request.method != "POST") return unknown_path;
  const std::string type = request.header("content-type");
  if (!type.starts_with("application/json") && !type.starts_with("text/plain")) {
    return answer(400, {{"error", "invalid content type: " + type + ". Expected: application/json"}});
  }
  const auto body = plain_body(request);
  const Json parsed = body ? Json::parse(*body, nullptr, false) : Json(Json::value_t::discarded);
  if (!is_batch(parsed)) return refuse(ingest, 400, "error parsing message: Client Ip: 127.0.0.1: it is none");
  const auto credentials = basic_credentials(request.header("authorization"));
  if (!credentials) {
    return refuse(ingest, 400,
                  "error processing message: failed to decode writeKey from Authorization header as base64");
  }
  const std::string key = key_of(*credentials);
  if (!knows(ingest, key)) {
    return refuse(ingest, 401,
                  "stream not found: for: [slug: ][domain: 127.0.0.1][writeKey: " + key + "][ingestType: writeKey]");
  }
  return take(ingest, request, *body, parsed.value("batch", Json::array()));
}

}  // namespace sent::tests
