// SPDX-License-Identifier: Apache-2.0

#include "encode/batch.hpp"

namespace sent::encode {

namespace {
constexpr std::string_view opening = R"({"batch":[)";
constexpr std::string_view closing = "]}";
}  // namespace

Batch::Batch() : body_(opening) { body_ += closing; }

void Batch::clear() {
  body_.assign(opening);
  body_ += closing;
  ends_.clear();
  last_position = {};
}

void Batch::append(std::string_view event_json) {
  body_.resize(body_.size() - closing.size());
  if (!empty()) body_ += ',';
  body_ += event_json;
  ends_.push_back(static_cast<std::uint32_t>(body_.size()));
  body_ += closing;
}

std::string_view Batch::event(std::size_t index) const {
  const std::size_t begin = index == 0 ? opening.size() : ends_[index - 1] + 1;
  return std::string_view(body_).substr(begin, ends_[index] - begin);
}

bool Batch::fits(std::size_t event_bytes, BatchLimits limits) const {
  const std::size_t separator = empty() ? 0 : 1;
  return events() < limits.max_events && body_.size() + separator + event_bytes <= limits.max_bytes;
}

Batch Batch::slice(std::size_t first, std::size_t last) const {
  Batch part;
  for (std::size_t i = first; i < last; ++i) part.append(event(i));
  return part;
}

}  // namespace sent::encode
