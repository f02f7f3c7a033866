// SPDX-License-Identifier: Apache-2.0

#include "expand/fold.hpp"

#include <algorithm>

namespace sent::expand {

namespace {

// sourceId … callsWeekly, and destinations.
constexpr std::size_t fixed_properties = 8;

void fold_libraries(std::vector<NamedCalls>& libraries, std::size_t excess) {
  const auto is_other = [](const NamedCalls& library) { return library.property == library_other; };
  const bool has_other = std::ranges::any_of(libraries, is_other);
  // A libraryOther that is not there yet needs a place of its own.
  const std::size_t foldable = libraries.size() - (has_other ? 1 : 0);
  const std::size_t count = std::min(foldable, excess + (has_other ? 0 : 1));
  if (count < (has_other ? 1U : 2U)) return;
  std::ranges::sort(libraries, [&](const NamedCalls& a, const NamedCalls& b) {
    if (is_other(a) != is_other(b)) return is_other(b);
    return a.calls != b.calls ? a.calls < b.calls : a.property > b.property;
  });
  std::int64_t folded = 0;
  for (std::size_t i = 0; i < count; ++i) folded += libraries[i].calls;
  libraries.erase(libraries.begin(), libraries.begin() + static_cast<std::ptrdiff_t>(count));
  if (has_other) {
    libraries.back().calls += folded;
  } else {
    libraries.push_back({library_other, folded});
  }
  std::ranges::sort(libraries, {}, &NamedCalls::property);
}

}  // namespace

std::size_t count_properties(const SourceUsage& usage, std::size_t extra) {
  return fixed_properties + base_methods.size() + usage.other_methods.size() + usage.libraries.size() +
         usage.destination_properties.size() + extra;
}

bool fold_properties(SourceUsage& usage, std::size_t max_properties, std::size_t extra) {
  const std::size_t before = count_properties(usage, extra);
  if (before <= max_properties) return false;
  fold_libraries(usage.libraries, before - max_properties);
  const std::size_t after = count_properties(usage, extra);
  if (after > max_properties) {
    auto& named = usage.destination_properties;
    named.resize(named.size() - std::min(named.size(), after - max_properties));
  }
  return true;
}

}  // namespace sent::expand
