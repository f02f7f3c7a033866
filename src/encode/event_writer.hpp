// SPDX-License-Identifier: Apache-2.0

// Renders events as JSON. What the recipients of a source share is rendered once; the user and the id are inserted.
//
// The same inputs give the same bytes: nothing here depends on a clock or on the order of calls. There is no
// `sentAt`, because Segment would shift the timestamp by it
// (https://segment.com/docs/connections/spec/common/#sentat). Pure; not thread-safe.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "encode/message_id.hpp"
#include "expand/source_usage.hpp"
#include "model/day.hpp"

namespace sent::encode {

inline constexpr std::string_view event_name = "Sent Source Data";
inline constexpr std::string_view library_name = "sent-source-data";

struct EventRules {
  Uuid name_space{};
  bool with_date = false;  // event.extra_properties
  bool with_owner_type = false;
  std::optional<std::string> integrations;  // a JSON object; absent: events have no `integrations`
  std::string library_version;
};

class EventWriter {
 public:
  EventWriter(EventRules rules, Day day, Instant timestamp);

  // The events that follow are about `usage`. Renders what they share; does not refer to `usage` later.
  void begin_source(const expand::SourceUsage& usage);
  // One event for `user_id`, valid until the next call.
  [[nodiscard]] std::string_view event_for(std::string_view user_id);
  // The id of that event, valid until the next call. REQUIRES: event_for() was called.
  [[nodiscard]] std::string_view message_id() const;

  // Hands over each property of `usage`'s events in their order: a name and a std::string_view, std::int64_t, bool or
  // nullptr.
  template <typename Visit>
  void each_property(const expand::SourceUsage& usage, Visit&& visit) const;
  // The other parts of an event, except context.groupId.
  [[nodiscard]] std::string message_id_for(std::string_view user_id) const;
  [[nodiscard]] const std::string& timestamp() const { return timestamp_; }
  [[nodiscard]] const EventRules& rules() const { return rules_; }
  // context.groupId of the events of `usage`. Unify drops an event whose groupId is empty.
  [[nodiscard]] static std::optional<std::string_view> group_of(const expand::SourceUsage& usage);

 private:
  void append_properties(const expand::SourceUsage& usage);
  void append_context(const expand::SourceUsage& usage);

  EventRules rules_;
  std::string day_;
  std::string timestamp_;
  std::string source_id_;
  std::string tail_;  // from the user's id to the end
  std::string event_;
};

template <typename Visit>
void EventWriter::each_property(const expand::SourceUsage& usage, Visit&& visit) const {
  const auto text = [&](std::string_view name, const std::optional<std::string_view>& value) {
    value ? visit(name, *value) : visit(name, nullptr);
  };
  const auto count = [&](std::string_view name, std::size_t value) { visit(name, static_cast<std::int64_t>(value)); };
  visit("sourceId", usage.source_id);
  visit("sourceSlug", usage.slug);
  count("sourceCollaborators", usage.collaborators);
  text("ownerId", usage.owner_id);
  count("ownerOwners", usage.owners);
  visit("callsMonthly", usage.calls_monthly);
  visit("callsWeekly", usage.calls_weekly);
  for (std::size_t i = 0; i < expand::base_methods.size(); ++i)
    visit(expand::base_method_properties[i], usage.methods[i]);
  for (const auto& method : usage.other_methods) visit(method.property, method.calls);
  for (const auto& library : usage.libraries) visit(library.property, library.calls);
  count("destinations", usage.destinations);
  for (const auto destination : usage.destination_properties) visit(destination, true);
  if (rules_.with_date) visit("date", std::string_view(day_));
  if (rules_.with_owner_type) text("ownerType", usage.owner_kind);
}

}  // namespace sent::encode
