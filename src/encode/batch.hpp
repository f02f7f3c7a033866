// SPDX-License-Identifier: Apache-2.0

// A request body, where its events are, and their ids.
//
// A batch is closed by size alone, never by time, so the same events in the same order always give the
// same bodies. The body's shape is that of
// https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/position.hpp"

namespace sent::encode {

struct BatchLimits {
  std::size_t max_events;
  std::size_t max_bytes;  // of the whole uncompressed body, envelope included
};

// The ids of an event, so that it can be named without being parsed.
struct EventIds {
  std::string_view source_id;
  std::string_view user_id;
  std::string_view message_id;
};

// A complete JSON document {"batch":[…]}. A value; not thread-safe while events are appended.
class Batch {
 public:
  Batch();

  // `event_json` is one JSON object, which contains `ids`: they take no more memory than the body.
  void append(std::string_view event_json, const EventIds& ids);

  // Empties it and keeps its memory for the next events.
  void clear();

  [[nodiscard]] bool empty() const { return events_.empty(); }
  [[nodiscard]] std::size_t events() const { return events_.size(); }
  // Valid until the next append(), as are ids() and body().
  [[nodiscard]] std::string_view event(std::size_t index) const;
  [[nodiscard]] EventIds ids(std::size_t index) const;
  [[nodiscard]] std::string_view body() const { return body_; }
  // The position of the last event. REQUIRES: not empty.
  [[nodiscard]] Position last_position() const;
  // Whether one more event of `event_bytes` keeps the body within `limits`.
  [[nodiscard]] bool fits(std::size_t event_bytes, BatchLimits limits) const;
  // The events [first, last) as a batch of their own, for bisection.
  [[nodiscard]] Batch slice(std::size_t first, std::size_t last) const;

 private:
  // Offsets: of the event's end in body_, and of its ids in ids_.
  struct Event {
    std::uint32_t end;
    std::uint32_t source;  // the events of one source share its id
    std::uint32_t source_end;
    std::uint32_t user;
    std::uint32_t message;  // also the end of the user's id
    std::uint32_t message_end;
  };
  [[nodiscard]] std::string_view id(std::uint32_t begin, std::uint32_t end) const {
    return std::string_view(ids_).substr(begin, end - begin);
  }
  [[nodiscard]] std::uint32_t keep(std::string_view id);

  std::string body_;
  std::string ids_;
  std::vector<Event> events_;
};

}  // namespace sent::encode
