// SPDX-License-Identifier: Apache-2.0

// How many events each workspace has, in memory that does not grow with the number of workspaces.
//
// Up to `most` workspaces, the sums are exact. Above, the smallest ones are dropped now and then, so that a workspace
// which had few events at first may count too low.

#pragma once

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sent::survey {

// A value; not thread-safe.
class WorkspaceTally {
 public:
  static constexpr std::size_t most = 4'000;

  void add(std::string_view workspace, std::uint64_t events) {
    const auto found = events_.find(workspace);
    if (found != events_.end()) {
      found->second += events;
    } else {
      events_.emplace(workspace, events);
    }
    if (events_.size() >= 2 * most) forget_smallest();
  }

  template <typename Take>
  void each(Take&& take) const {
    for (const auto& [workspace, events] : events_) take(std::string_view(workspace), events);
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  void forget_smallest() {
    std::vector<std::uint64_t> sums;
    for (const auto& [workspace, events] : events_) sums.push_back(events);
    const auto cut = sums.begin() + static_cast<std::ptrdiff_t>(sums.size() - most);
    std::ranges::nth_element(sums, cut);
    // Those with as many events as the smallest remaining one are dropped too, so that the order in which they came
    // does not matter.
    boost::unordered::erase_if(events_, [&](const auto& one) { return one.second <= *cut; });
  }

  boost::unordered_flat_map<std::string, std::uint64_t, Hash, std::equal_to<>> events_;
};

}  // namespace sent::survey
