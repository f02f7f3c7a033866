#include "expand/spans.hpp"

#include <algorithm>

namespace sent {

void Spans::add(std::uint32_t group, std::string_view name, Span span) {
  added_.push_back({group, {texts_.keep(name), span.since, span.until, false}});
}

void Spans::freeze(std::size_t groups) {
  begins_.assign(groups + 1, 0);
  for (const Added& added : added_) ++begins_[added.group + 1];
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  entries_.resize(added_.size());
  auto next = begins_;
  for (const Added& added : added_) entries_[next[added.group]++] = added.entry;
  added_ = {};
  for (std::size_t group = 0; group < groups; ++group) {
    std::sort(entries_.begin() + static_cast<std::ptrdiff_t>(begins_[group]),
              entries_.begin() + static_cast<std::ptrdiff_t>(begins_[group + 1]),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
  }
}

std::span<const Spans::Entry> Spans::of(std::uint32_t group) const {
  return std::span(entries_).subspan(begins_[group], begins_[group + 1] - begins_[group]);
}

}  // namespace sent
