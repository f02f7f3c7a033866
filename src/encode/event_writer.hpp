// Renders events as JSON. What the recipients of a source share is rendered once; the user and the id
// are spliced in.
//
// The same inputs give the same bytes: nothing here depends on a clock or on the order of calls. There is no
// `sentAt`, because Segment would shift the timestamp by it
// (https://segment.com/docs/connections/spec/common/#sentat). Pure; not thread-safe.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "encode/message_id.hpp"
#include "expand/source_usage.hpp"
#include "model/day.hpp"

namespace sent {

inline constexpr std::string_view event_name = "Sent Source Data";

struct EventRules {
  Uuid name_space{};
  bool with_date = false;        // event.extra_properties
  bool with_owner_type = false;
  std::string integrations;      // a JSON object; empty: none
  std::string library_version;
};

class EventWriter {
 public:
  EventWriter(EventRules rules, Day day, Instant timestamp);

  // What follows is about `usage`; nothing of it is kept but text.
  void begin_source(const SourceUsage& usage);
  // One event for `user_id`, valid until the next call.
  [[nodiscard]] std::string_view event_for(std::string_view user_id);

 private:
  void append_properties(const SourceUsage& usage);
  void append_context(const SourceUsage& usage);

  EventRules rules_;
  std::string day_;
  std::string timestamp_;
  std::string source_id_;
  std::string tail_;   // from the user's id to the end
  std::string event_;
};

}  // namespace sent
