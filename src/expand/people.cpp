// SPDX-License-Identifier: Apache-2.0

#include "expand/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>

#include "expand/source_row.hpp"
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
    const auto source = source_of_row("source_collaborators", row.source_id, row.user_id, FindingKind::empty_user_id,
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

// Of all who are suppressed only the chunk's own people are kept, so that memory does not grow with the others.
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

void People::fill_owner(const Sources& sources, OwnerNo number, Instant as_of, SourceUsage& into) const {
  into.owner_id = sources.owner(number).id;
  into.owner_kind = sources.owner(number).kind;
  members_.as_of(raw(number), as_of, [&](std::string_view user, bool suppressed) {
    ++into.owners;
    if (!suppressed) into.recipients.push_back(user);
  });
}

void People::fill(const Sources& sources, SourceNo number, Instant as_of, SourceUsage& into) const {
  into.recipients.clear();
  into.collaborators = 0;
  collaborators_.as_of(raw(number), as_of, [&](std::string_view user, bool suppressed) {
    ++into.collaborators;
    if (!suppressed) into.recipients.push_back(user);
  });
  const auto own = static_cast<std::ptrdiff_t>(into.recipients.size());
  into.owner_id.reset();
  into.owner_kind.reset();
  into.owners = 0;
  if (const auto owner = sources.at(number).owner) fill_owner(sources, *owner, as_of, into);
  auto& all = into.recipients;
  std::inplace_merge(all.begin(), all.begin() + own, all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

}  // namespace sent::expand
