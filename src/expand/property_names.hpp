// SPDX-License-Identifier: Apache-2.0

// The distinct properties of one family (method, library, destination), numbered in the order of their raw names' first
// use.
//
// Raw names that become the same property share a number, so that their counters add up.

#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expand/text_arena.hpp"
#include "model/finding.hpp"

namespace sent::expand {

enum class NameNo : std::uint32_t {};

// Not thread-safe.
class PropertyNames {
 public:
  // The number of every raw name that has no character to keep.
  static constexpr NameNo unnamed{0};

  // `relation`: the one that the raw names come from.
  PropertyNames(std::string_view prefix, Relation relation);

  // Gives `name` a number of its own before the first raw name, and to every raw name that differs only in the case of
  // its letters. REQUIRES: nothing interned yet.
  void reserve(std::string_view name);
  // Whether a raw name has the number of a reserved one, or none was reserved.
  [[nodiscard]] bool has_used_a_reserved_name() const;
  // Notes an empty_property_name or names_meet in `findings` the first time that `raw` occurs.
  NameNo intern(std::string_view raw, Findings& findings);
  // Calls `take` with each raw name, in no order.
  template <typename Take>
  void each_raw(Take&& take) const {
    for (const auto& [raw, number] : by_raw_) take(raw);
  }
  // The raw name given to intern() last, as kept here.
  [[nodiscard]] std::string_view last_raw() const { return last_raw_; }
  // The first raw name that got this number; empty for a reserved number that no raw name has yet.
  [[nodiscard]] std::string_view first_raw(NameNo name) const { return first_raw_[static_cast<std::size_t>(name)]; }
  // The property's whole name, prefix included; empty for `unnamed`.
  [[nodiscard]] std::string_view property(NameNo name) const { return properties_[static_cast<std::size_t>(name)]; }
  [[nodiscard]] std::size_t bytes() const;
  // Sorts the names known so far; order() uses it.
  void rank();
  // The place of a name in the bytewise order of properties. REQUIRES: the name was known at the last rank().
  [[nodiscard]] std::uint32_t order(NameNo name) const { return order_[static_cast<std::size_t>(name)]; }

 private:
  // Empty if the raw name has no character to keep.
  [[nodiscard]] std::string property_of(std::string_view raw) const;
  NameNo number_of(const std::string& property, std::string_view raw, Findings& findings);

  std::string prefix_;
  Relation relation_;
  TextArena texts_;
  boost::unordered_flat_map<std::string_view, NameNo> by_raw_;
  boost::unordered_flat_map<std::string_view, NameNo> by_property_;
  std::vector<std::string_view> properties_;
  std::vector<std::string_view> first_raw_;
  std::vector<std::uint32_t> order_;
  std::uint32_t reserved_ = 0;  // their numbers are right behind `unnamed`
  std::string_view last_raw_;   // most rows repeat the name before them
  NameNo last_ = unnamed;
};

}  // namespace sent::expand
