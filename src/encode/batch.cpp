// SPDX-License-Identifier: Apache-2.0

#include "encode/batch.hpp"

#include "model/envelope.hpp"

namespace sent::encode {

Batch::Batch() : body_(envelope_opening) { body_ += envelope_closing; }

void Batch::clear() {
  body_.assign(envelope_opening);
  body_ += envelope_closing;
  ids_.clear();
  events_.clear();
}

std::uint32_t Batch::keep(std::string_view id) {
  const auto begin = static_cast<std::uint32_t>(ids_.size());
  ids_ += id;
  return begin;
}

void Batch::append(std::string_view event_json, const EventIds& ids) {
  body_.resize(body_.size() - envelope_closing.size());
  if (!empty()) body_ += ',';
  body_ += event_json;
  Event event{};
  event.end = static_cast<std::uint32_t>(body_.size());
  body_ += envelope_closing;
  if (!empty() && this->ids(events() - 1).source_id == ids.source_id) {
    event.source = events_.back().source;
    event.source_end = events_.back().source_end;
  } else {
    event.source = keep(ids.source_id);
    event.source_end = static_cast<std::uint32_t>(ids_.size());
  }
  event.user = keep(ids.user_id);
  event.message = keep(ids.message_id);
  event.message_end = static_cast<std::uint32_t>(ids_.size());
  events_.push_back(event);
}

std::string_view Batch::event(std::size_t index) const {
  const std::size_t begin = index == 0 ? envelope_opening.size() : events_[index - 1].end + 1;
  return std::string_view(body_).substr(begin, events_[index].end - begin);
}

EventIds Batch::ids(std::size_t index) const {
  const Event& event = events_[index];
  return {id(event.source, event.source_end), id(event.user, event.message), id(event.message, event.message_end)};
}

Position Batch::last_position() const {
  const EventIds last = ids(events() - 1);
  return {std::string(last.source_id), std::string(last.user_id)};
}

bool Batch::fits(std::size_t event_bytes, BatchLimits limits) const {
  const std::size_t separator = empty() ? 0 : 1;
  return events() < limits.max_events && body_.size() + separator + event_bytes <= limits.max_bytes;
}

Batch Batch::slice(std::size_t first, std::size_t last) const {
  Batch part;
  for (std::size_t i = first; i < last; ++i) part.append(event(i), ids(i));
  return part;
}

}  // namespace sent::encode
