// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/test_event.hpp"

#include <nlohmann/json.hpp>

namespace sent::command::check::receiver {

std::string test_event(const Uuid& id, Instant timestamp, std::string_view library_version) {
  using Json = nlohmann::ordered_json;
  const Json library{{"name", "sent-source-data"}, {"version", library_version}};
  const Json event{{"type", "track"},
                   {"event", "Sent Source Data Test"},
                   {"messageId", to_string(id)},
                   {"userId", "sent-source-data-check"},
                   {"timestamp", iso_milliseconds(timestamp)},
                   {"properties", {{"test", true}}},
                   {"context", {{"library", library}}},
                   {"integrations", {{"All", false}}}};
  return event.dump();
}

}  // namespace sent::command::check::receiver
