// SPDX-License-Identifier: Apache-2.0

// A request body, and where its events are.
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

// A complete JSON document {"batch":[…]}. A value; not thread-safe while it is appended to.
class Batch {
 public:
  Batch();

  // `event_json` is one JSON object.
  void append(std::string_view event_json);

  // Empties it and keeps its memory for the next events.
  void clear();

  [[nodiscard]] bool empty() const { return ends_.empty(); }
  [[nodiscard]] std::size_t events() const { return ends_.size(); }
  // Valid until the next append(), as is body().
  [[nodiscard]] std::string_view event(std::size_t index) const;
  [[nodiscard]] std::string_view body() const { return body_; }
  // Whether one more event of `event_bytes` keeps the body within `limits`.
  [[nodiscard]] bool fits(std::size_t event_bytes, BatchLimits limits) const;
  // The events [first, last) as a batch of their own, for bisection; `last_position` is not carried over.
  [[nodiscard]] Batch slice(std::size_t first, std::size_t last) const;

  Position last_position;  // of the last event; set by whoever appends

 private:
  std::string body_;
  std::vector<std::uint32_t> ends_;  // of each event, in body_
};

}  // namespace sent::encode
