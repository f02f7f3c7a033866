// SPDX-License-Identifier: Apache-2.0

#include "expand/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>

#include "model/usable_id.hpp"
#include "text/spelling.hpp"

namespace sent::expand {

namespace {

std::uint32_t raw(auto number) { return static_cast<std::uint32_t>(number); }

}  // namespace

void People::read(read::UsageSnapshot& snapshot, const Sources& sources) {
  read_collaborators(snapshot, sources);
  read_members(snapshot, sources);
  note_absent_users(sources);
  share_.hold(bytes());
  read_suppressed(snapshot);
}

bool People::is_usable_user(std::string_view id, Relation relation) {
  if (is_usable_id(id)) return true;
  findings_.dirty(FindingKind::unusable_id, relation, [&] { return fmt::format("user \"{}\"", id); });
  return false;
}

void People::read_collaborators(read::UsageSnapshot& snapshot, const Sources& sources) {
  constexpr Relation relation = Relation::source_collaborators;
  snapshot.collaborators([&](const read::CollaboratorRow& row) {
    ++rows_.others;
    const auto source =
        source_of_row({relation, row.source_id, row.user_id, row.span, FindingKind::empty_user_id}, sources, findings_);
    if (!source || !is_usable_user(*row.user_id, relation)) return;
    ++rows_.used;
    collaborators_.add(raw(*source), *row.user_id, row.span);
    share_.watch(row.user_id->size(), [this] { return bytes(); });
  });
  collaborators_.freeze(sources.size());
}

std::optional<FindingKind> People::fault_of(const read::MemberRow& row, const Sources& sources) {
  if (row.owner_id.value_or("").empty()) return FindingKind::empty_owner_id;
  if (row.user_id.value_or("").empty()) return FindingKind::empty_user_id;
  const bool has_source = sources.find_owner(*row.owner_id).has_value();
  if (!has_source && !sources.is_known_owner(*row.owner_id)) return FindingKind::unknown_owner;
  if (is_reversed(row.span)) return FindingKind::reversed_span;
  if (has_source && !is_usable_id(*row.user_id)) return FindingKind::unusable_id;
  return std::nullopt;
}

void People::read_members(read::UsageSnapshot& snapshot, const Sources& sources) {
  snapshot.members([&](const read::MemberRow& row) {
    ++rows_.others;
    if (const auto fault = fault_of(row, sources)) {
      const auto where = [&] {
        return fmt::format("owner \"{}\", user \"{}\"", row.owner_id.value_or(""), row.user_id.value_or(""));
      };
      if (*fault == FindingKind::unknown_owner && sources.is_owner_spelt_otherwise(*row.owner_id)) {
        findings_.note(FindingKind::id_spelt_otherwise, Relation::owner_members, where);
      }
      return findings_.dirty(*fault, Relation::owner_members, where);
    }
    const auto owner = sources.find_owner(*row.owner_id);
    ++(owner ? rows_.used : rows_.out_of_scope);
    if (!owner) return;
    members_.add(raw(*owner), *row.user_id, row.span);
    share_.watch(row.user_id->size(), [this] { return bytes(); });
  });
  members_.freeze(sources.owners());
}

// An account whose only missing member is himself has a user's id that is seen elsewhere. One without any member is
// noted when an event is made.
void People::note_absent_users(const Sources& sources) {
  boost::unordered_flat_map<std::string_view, bool> absent;  // and whether the id is a user's
  for (std::uint32_t i = 0; i < sources.owners(); ++i) {
    const Owner& owner = sources.owner(OwnerNo{i});
    const auto members = members_.of(i);
    if (owner.kind != "user" || members.empty()) continue;
    if (!std::ranges::binary_search(members, owner.id, {}, &Spans::Entry::name)) absent.emplace(owner.id, false);
  }
  if (absent.empty()) return;
  const auto see = [&](std::string_view user) {
    if (const auto found = absent.find(user); found != absent.end()) found->second = true;
  };
  collaborators_.each_name(see);
  members_.each_name(see);
  for (std::uint32_t i = 0; i < sources.owners(); ++i) {
    const auto found = absent.find(sources.owner(OwnerNo{i}).id);
    if (found == absent.end() || !found->second) continue;
    findings_.note(FindingKind::user_without_himself, Relation::owner_members,
                   [&] { return fmt::format("owner \"{}\"", found->first); });
  }
}

// Keeps only suppressed users who are people of the chunk, so that memory does not grow with the others.
void People::read_suppressed(read::UsageSnapshot& snapshot) {
  boost::unordered_flat_map<std::string_view, bool> people;  // and whether suppressed
  text::Spellings spellings;
  const auto gather = [&](std::string_view user) {
    if (people.try_emplace(user, false).second) spellings.add(user);
  };
  snapshot.suppressed_users([&](const read::Text& user) {
    if (people.empty()) {
      collaborators_.each_name(gather);
      members_.each_name(gather);
    }
    ++rows_.others;
    if (user.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_user_id, Relation::suppressed_users,
                             [] { return std::string("a row without a user_id"); });
    }
    const auto found = people.find(*user);
    ++(found != people.end() ? rows_.used : rows_.out_of_scope);
    if (found != people.end()) {
      found->second = true;
    } else if (spellings.has(*user)) {
      findings_.note(FindingKind::id_spelt_otherwise, Relation::suppressed_users,
                     [&] { return fmt::format("user \"{}\"", *user); });
    }
  });
  if (people.empty()) return;
  const auto is_suppressed = [&](std::string_view user) { return people.at(user); };
  collaborators_.flag(is_suppressed);
  members_.flag(is_suppressed);
}

void People::fill(const Sources& sources, SourceNo number, SourceUsage& into) const {
  into.recipients.clear();
  audience_.each_recipient(number, [&](std::string_view user) { into.recipients.push_back(user); });
  into.collaborators = audience_.collaborators(number);
  into.owner_id.reset();
  into.owner_kind.reset();
  into.owners = 0;
  const auto owner = sources.at(number).owner;
  if (!owner) return;
  into.owner_id = sources.owner(*owner).id;
  into.owner_kind = sources.owner(*owner).kind;
  into.owners = audience_.members(*owner);
}

}  // namespace sent::expand
