// SPDX-License-Identifier: Apache-2.0

#include "expand/spans.hpp"

#include <algorithm>

#include "expand/memory_budget.hpp"

namespace sent::expand {

void Spans::add_kept(std::uint32_t group, std::string_view name, read::Span span) {
  entries_.push_back({name, span.since, span.until, group, false});
}

std::size_t Spans::bytes() const { return texts_.bytes() + bytes_of_vector(entries_) + bytes_of_vector(begins_); }

void Spans::freeze(std::size_t groups) {
  begins_.assign(groups + 1, 0);
  for (const Entry& entry : entries_) ++begins_[entry.group + 1];
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  gather_groups();
  for (std::size_t group = 0; group < groups; ++group) {
    std::sort(entries_.begin() + static_cast<std::ptrdiff_t>(begins_[group]),
              entries_.begin() + static_cast<std::ptrdiff_t>(begins_[group + 1]),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
  }
}

// In place, so that the entries are not in memory twice: each entry is swapped into its group until one comes that
// belongs here.
void Spans::gather_groups() {
  auto next = begins_;
  for (std::uint32_t group = 0; group + 1 < begins_.size(); ++group) {
    while (next[group] < begins_[group + 1]) {
      Entry& entry = entries_[next[group]];
      if (entry.group == group) {
        ++next[group];
      } else {
        std::swap(entry, entries_[next[entry.group]++]);
      }
    }
  }
}

std::size_t Spans::count_within(std::uint32_t group, Instant first, Instant last) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(of(group), [&](const Entry& entry) { return entry.since < last && entry.until >= first; }));
}

std::span<const Spans::Entry> Spans::of(std::uint32_t group) const {
  return std::span(entries_).subspan(begins_[group], begins_[group + 1] - begins_[group]);
}

}  // namespace sent::expand
