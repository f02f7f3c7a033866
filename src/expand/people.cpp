// SPDX-License-Identifier: Apache-2.0

#include "expand/people.hpp"

#include <fmt/format.h>

#include <boost/unordered/unordered_flat_map.hpp>

#include "model/usable_id.hpp"

namespace sent::expand {

namespace {

std::uint32_t raw(auto number) { return static_cast<std::uint32_t>(number); }

}  // namespace

void People::read(read::UsageSnapshot& snapshot, const Sources& sources) {
  read_collaborators(snapshot, sources);
  read_members(snapshot, sources);
  share_.hold(bytes());
  read_suppressed(snapshot);
}

bool People::is_usable_user(std::string_view id) {
  if (is_usable_id(id)) return true;
  findings_.dirty(FindingKind::unusable_id, [&] { return "user " + std::string(id); });
  return false;
}

void People::read_collaborators(read::UsageSnapshot& snapshot, const Sources& sources) {
  snapshot.collaborators([&](const read::CollaboratorRow& row) {
    ++rows_.others;
    const auto source = source_of_row({"source_collaborators", row.source_id, row.user_id, FindingKind::empty_user_id},
                                      sources, findings_);
    if (!source || !is_usable_user(*row.user_id)) return;
    ++rows_.used;
    collaborators_.add(raw(*source), *row.user_id, row.span);
    share_.watch(row.user_id->size(), [this] { return bytes(); });
  });
  collaborators_.freeze(sources.size());
}

void People::read_members(read::UsageSnapshot& snapshot, const Sources& sources) {
  snapshot.members([&](const read::MemberRow& row) {
    ++rows_.others;
    if (row.owner_id.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_owner_id, [] { return std::string("a row of owner_members"); });
    }
    if (row.user_id.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_user_id,
                             [&] { return fmt::format("a row of owner_members, owner {}", *row.owner_id); });
    }
    const auto owner = sources.find_owner(*row.owner_id);
    if (!owner && !sources.is_known_owner(*row.owner_id)) {
      return findings_.dirty(FindingKind::unknown_owner,
                             [&] { return fmt::format("{} in owner_members", *row.owner_id); });
    }
    if (owner && !is_usable_user(*row.user_id)) return;
    ++(owner ? rows_.used : rows_.out_of_scope);
    if (!owner) return;
    members_.add(raw(*owner), *row.user_id, row.span);
    share_.watch(row.user_id->size(), [this] { return bytes(); });
  });
  members_.freeze(sources.owners());
}

// Keeps only suppressed users who are people of the chunk, so that memory does not grow with the others.
void People::read_suppressed(read::UsageSnapshot& snapshot) {
  boost::unordered_flat_map<std::string_view, bool> people;  // and whether suppressed
  const auto gather = [&](std::string_view user) { people.try_emplace(user, false); };
  snapshot.suppressed_users([&](const read::Text& user) {
    if (people.empty()) {
      collaborators_.each_name(gather);
      members_.each_name(gather);
    }
    ++rows_.others;
    if (user.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_user_id, [] { return std::string("a row of suppressed_users"); });
    }
    const auto found = people.find(*user);
    ++(found != people.end() ? rows_.used : rows_.out_of_scope);
    if (found != people.end()) found->second = true;
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
