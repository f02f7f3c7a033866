// SPDX-License-Identifier: Apache-2.0

#include "expand/property_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>

#include "expand/memory_budget.hpp"
#include "text/lower_case.hpp"
#include "text/property_name.hpp"

namespace sent::expand {

PropertyNames::PropertyNames(std::string_view prefix, Relation relation)
    : prefix_(prefix), relation_(relation), properties_{""}, first_raw_{""}, order_{0} {}

void PropertyNames::reserve(std::string_view name) {
  Findings none;
  const NameNo number = number_of(prefix_ + std::string(name), "", none);
  first_raw_[static_cast<std::size_t>(number)] = {};
  ++reserved_;
}

bool PropertyNames::has_used_a_reserved_name() const {
  const auto reserved = std::span(first_raw_).subspan(1, reserved_);
  return reserved.empty() || std::ranges::any_of(reserved, [](std::string_view raw) { return !raw.empty(); });
}

std::string PropertyNames::property_of(std::string_view raw) const {
  const std::string folded = text::lower_case(prefix_ + std::string(raw));
  for (const auto reserved : std::span(properties_).subspan(1, reserved_)) {
    if (text::lower_case(reserved) == folded) return std::string(reserved);
  }
  const std::string name = text::property_name(raw);
  return name.empty() ? name : prefix_ + name;
}

NameNo PropertyNames::intern(std::string_view raw, Findings& findings) {
  if (raw == last_raw_ && !raw.empty()) return last_;
  auto found = by_raw_.find(raw);
  if (found == by_raw_.end()) {
    const std::string property = property_of(raw);
    const NameNo number = property.empty() ? unnamed : number_of(property, raw, findings);
    if (property.empty()) {
      findings.note(FindingKind::empty_property_name, relation_,
                    [&] { return fmt::format("{} \"{}\"", prefix_, raw); });
    }
    found = by_raw_.emplace(texts_.keep(raw), number).first;
  }
  last_raw_ = found->first;
  return last_ = found->second;
}

NameNo PropertyNames::number_of(const std::string& property, std::string_view raw, Findings& findings) {
  const auto found = by_property_.find(property);
  if (found != by_property_.end()) {
    auto& first = first_raw_[static_cast<std::size_t>(found->second)];
    if (first.empty()) {
      first = texts_.keep(raw);
      return found->second;
    }
    findings.note(FindingKind::names_meet, relation_,
                  [&] { return fmt::format("\"{}\" and \"{}\" in {}", first, raw, property); });
    return found->second;
  }
  const NameNo number{static_cast<std::uint32_t>(properties_.size())};
  properties_.push_back(texts_.keep(property));
  first_raw_.push_back(texts_.keep(raw));
  by_property_.emplace(properties_.back(), number);
  return number;
}

std::size_t PropertyNames::bytes() const {
  return texts_.bytes() + bytes_of_table(by_raw_) + bytes_of_table(by_property_) + bytes_of_vector(properties_) +
         bytes_of_vector(first_raw_) + bytes_of_vector(order_);
}

void PropertyNames::rank() {
  std::vector<std::uint32_t> sorted(properties_.size());
  std::iota(sorted.begin(), sorted.end(), 0U);
  std::ranges::sort(sorted, {}, [&](std::uint32_t i) { return properties_[i]; });
  order_.resize(sorted.size());
  for (std::uint32_t place = 0; place < sorted.size(); ++place) order_[sorted[place]] = place;
}

}  // namespace sent::expand
