// SPDX-License-Identifier: Apache-2.0

#include "expand/audience.hpp"

namespace sent::expand {

void Audience::clear() {
  recipients_ = {};
  of_source_ = {};
  of_owner_ = {};
  own_ = {};
  share_.hold(held());
}

// A list has at most one number for each span that overlaps the range. Sources without collaborators share the list of
// their owner.
void Audience::reserve(const Sources& sources, Instant first, Instant last,
                       const std::function<bool(SourceNo)>& has_data) {
  std::size_t numbers = 0, longest = 0;
  std::vector<bool> is_listed(sources.owners());
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    if (!has_data(SourceNo{i})) continue;
    const auto owner = sources.at(SourceNo{i}).owner;
    const std::size_t own = collaborators_.count_within(i, first, last);
    const std::size_t theirs = owner ? members_.count_within(static_cast<std::uint32_t>(*owner), first, last) : 0;
    if (own > 0) numbers += own + theirs;
    if (owner && !is_listed[static_cast<std::size_t>(*owner)]) numbers += theirs;
    if (owner) is_listed[static_cast<std::size_t>(*owner)] = true;
    longest = std::max(longest, own);
  }
  reserved_ = (numbers + longest) * sizeof(Number) + sources.size() * sizeof(List) +
              sources.owners() * sizeof(std::optional<List>);
  share_.hold(held());
}

std::size_t Audience::bytes() const {
  return bytes_of_vector(recipients_) + bytes_of_vector(of_source_) + bytes_of_vector(of_owner_) +
         bytes_of_vector(own_);
}

void Audience::merge(const Sources& sources, Instant as_of, const std::function<bool(SourceNo)>& has_data) {
  of_source_.resize(sources.size());
  of_owner_.resize(sources.owners());
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    if (!has_data(SourceNo{i})) continue;
    const std::size_t before = recipients_.size();
    add(sources, SourceNo{i}, as_of);
    share_.watch((recipients_.size() - before) * sizeof(Number), [this] { return held(); });
  }
  share_.hold(held());
}

void Audience::add(const Sources& sources, SourceNo number, Instant as_of) {
  const auto owner = sources.at(number).owner;
  const List theirs = owner ? list_of(*owner, as_of) : List();
  List& list = of_source_[static_cast<std::size_t>(number)];
  own_.clear();
  collaborators_.numbers_as_of(static_cast<std::uint32_t>(number), as_of, [&](Number person) {
    ++list.people;
    if (!collaborators_.at(person).flagged) own_.push_back(person);
  });
  list.begin = own_.empty() ? theirs.begin : recipients_.size();
  if (own_.empty()) {
    list.size = theirs.size;
  } else {
    append_merged(own_, theirs);
    list.size = static_cast<std::uint32_t>(recipients_.size() - list.begin);
  }
}

Audience::List Audience::list_of(OwnerNo owner, Instant as_of) {
  auto& known = of_owner_[static_cast<std::size_t>(owner)];
  if (known) return *known;
  List list{recipients_.size(), 0, 0};
  const auto first = static_cast<Number>(collaborators_.size());
  members_.numbers_as_of(static_cast<std::uint32_t>(owner), as_of, [&](Number person) {
    ++list.people;
    if (!members_.at(person).flagged) recipients_.push_back(first + person);
  });
  list.size = static_cast<std::uint32_t>(recipients_.size() - list.begin);
  known = list;
  return list;
}

// Both are in bytewise order of names; a person in both appears once.
void Audience::append_merged(std::span<const Number> own, const List& theirs) {
  std::size_t at = theirs.begin;
  const std::size_t end = theirs.begin + theirs.size;
  for (const Number mine : own) {
    const std::string_view my_name = name(mine);
    for (; at < end && name(recipients_[at]) < my_name; ++at) recipients_.push_back(Number{recipients_[at]});
    if (at < end && name(recipients_[at]) == my_name) ++at;
    recipients_.push_back(mine);
  }
  for (; at < end; ++at) recipients_.push_back(Number{recipients_[at]});
}

}  // namespace sent::expand
