// SPDX-License-Identifier: Apache-2.0

#include "ship/offenders.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ship/answer/reply_body.hpp"

namespace sent::ship {

namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json parse(std::string_view payload) { return Json::parse(payload.begin(), payload.end(), nullptr, false); }

}  // namespace

Rejection describe_rejection(std::string_view payload, int status, const std::string& reason) {
  const Json event = parse(payload);
  Rejection rejection;
  if (event.is_object() && event.contains("properties")) {
    rejection.source_id = text_at(event["properties"], "sourceId");
  }
  rejection.user_id = text_at(event, "userId");
  rejection.message_id = text_at(event, "messageId");
  rejection.payload = payload;
  rejection.status = status;
  rejection.reason = reason;
  return rejection;
}

std::optional<NamedEvents> match_names(const encode::Batch& batch, const std::vector<std::string>& names) {
  NamedEvents named(batch.events());
  if (names.empty()) return named;
  std::vector<bool> known(names.size(), false);
  for (std::size_t i = 0; i < batch.events(); ++i) {
    const std::string id = text_at(parse(batch.event(i)), "messageId");
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (!answer::names_message(names[k], id)) continue;
      known[k] = true;
      if (!named[i]) named[i] = k;
    }
  }
  if (std::find(known.begin(), known.end(), false) != known.end()) return std::nullopt;
  return named;
}

}  // namespace sent::ship
