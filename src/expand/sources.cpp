// SPDX-License-Identifier: Apache-2.0

#include "expand/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "expand/memory_budget.hpp"
#include "model/usable_id.hpp"

namespace sent::expand {

void Sources::add(const read::SourceRow& row) {
  if (row.source_id.value_or("").empty()) {
    findings_.dirty(FindingKind::empty_source_id, Relation::sources, [] { return std::string("a row of sources"); });
    return;
  }
  if (!is_usable_id(*row.source_id)) {
    findings_.dirty(FindingKind::unusable_id, Relation::sources,
                    [&] { return "source " + std::string(*row.source_id); });
    return;
  }
  const auto id = texts_.keep(*row.source_id);
  if (!row.slug) findings_.note(FindingKind::empty_slug, Relation::sources, [&] { return std::string(id); });
  std::optional<OwnerNo> owner;
  if (row.owner_id && row.owner_id->empty()) {
    findings_.note(FindingKind::empty_owner_id, Relation::sources, [&] { return "source " + std::string(id); });
  } else if (row.owner_id && !is_usable_id(*row.owner_id)) {
    findings_.note(FindingKind::unusable_id, Relation::sources, [&] { return "owner of source " + std::string(id); });
  } else if (row.owner_id) {
    owner = intern_owner(*row.owner_id);
  }
  const std::string_view slug = row.slug.value_or("");
  sources_.push_back({id, texts_.keep(text::is_well_formed(slug) ? slug : text::well_formed(slug)), owner});
}

OwnerNo Sources::intern_owner(std::string_view id) {
  const auto found = owner_by_id_.find(id);
  if (found != owner_by_id_.end()) return found->second;
  const OwnerNo number{static_cast<std::uint32_t>(owners_.size())};
  owners_.push_back({texts_.keep(id), std::nullopt});
  owner_by_id_.emplace(owners_.back().id, number);
  return number;
}

void Sources::freeze() {
  const auto owner_id = [&](const Source& source) {
    return source.owner ? owner(*source.owner).id : std::string_view();
  };
  std::ranges::sort(sources_, {},
                    [&](const Source& source) { return std::tuple(source.id, source.slug, owner_id(source)); });
  std::vector<Source> distinct;
  distinct.reserve(sources_.size());
  for (const Source& source : sources_) {
    if (distinct.empty() || distinct.back().id != source.id) {
      distinct.push_back(source);
    } else {
      findings_.dirty(FindingKind::duplicate_source, Relation::sources, [&] { return std::string(source.id); });
    }
  }
  sources_ = std::move(distinct);
  by_id_.reserve(sources_.size());
  for (std::uint32_t i = 0; i < sources_.size(); ++i) by_id_.emplace(sources_[i].id, SourceNo{i});
}

RowUse Sources::add_owner(const read::OwnerRow& row) {
  if (row.owner_id.value_or("").empty()) {
    findings_.dirty(FindingKind::empty_owner_id, Relation::owners, [] { return std::string("a row of owners"); });
    return RowUse::dirty;
  }
  if (!is_usable_id(*row.owner_id)) {
    findings_.dirty(FindingKind::unusable_id, Relation::owners, [&] { return "owner " + std::string(*row.owner_id); });
    return RowUse::dirty;
  }
  const bool first = known_owners_.emplace(texts_.keep(*row.owner_id), true).second;
  if (!first)
    findings_.dirty(FindingKind::duplicate_owner, Relation::owners, [&] { return std::string(*row.owner_id); });
  const std::string_view kind = row.kind.value_or("");
  if (kind != "workspace" && kind != "user") {
    findings_.note(FindingKind::unknown_owner_kind, Relation::owners,
                   [&] { return std::string(*row.owner_id) + " of kind \"" + std::string(kind) + "\""; });
  }
  const auto named = find_owner(*row.owner_id);
  const RowUse use = !first ? RowUse::dirty : named ? RowUse::used : RowUse::out_of_scope;
  if (!named) return use;
  // Of two rows the bytewise largest kind counts, so that their order does not.
  auto& known = owners_[static_cast<std::size_t>(*named)].kind;
  if (!known || *known < kind) known = texts_.keep(kind);
  return use;
}

void Sources::note_unknown_owners() {
  for (const Source& source : sources_) {
    if (!source.owner || owner(*source.owner).kind) continue;
    const std::string_view id = owner(*source.owner).id;
    const auto where = [&] { return fmt::format("owner \"{}\" of source \"{}\"", id, source.id); };
    findings_.note(FindingKind::unknown_owner, Relation::sources, where);
    if (is_owner_spelt_otherwise(id)) findings_.note(FindingKind::id_spelt_otherwise, Relation::sources, where);
  }
}

std::optional<std::string> Sources::middle() const {
  if (sources_.empty()) return std::nullopt;
  std::vector<std::string_view> ids;
  ids.reserve(sources_.size());
  for (const Source& source : sources_) ids.push_back(source.id);
  const auto middle = ids.begin() + static_cast<std::ptrdiff_t>(ids.size() / 2);
  std::ranges::nth_element(ids, middle);
  if (*middle == *std::ranges::min_element(ids.begin(), middle + 1)) return std::nullopt;
  return std::string(*middle);
}

std::size_t Sources::bytes() const {
  return texts_.bytes() + bytes_of_vector(sources_) + bytes_of_vector(owners_) + bytes_of_table(by_id_) +
         bytes_of_table(owner_by_id_) + bytes_of_table(known_owners_) +
         text::Spellings::bytes_of_one * (sources_.size() + known_owners_.size());
}

std::optional<SourceNo> Sources::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::optional<OwnerNo> Sources::find_owner(std::string_view id) const {
  const auto found = owner_by_id_.find(id);
  if (found == owner_by_id_.end()) return std::nullopt;
  return found->second;
}

bool Sources::is_source_spelt_otherwise(std::string_view id) const {
  std::call_once(source_spellings_.made, [this] {
    for (const Source& source : sources_) source_spellings_.all.add(source.id);
  });
  return source_spellings_.all.has(id);
}

bool Sources::is_owner_spelt_otherwise(std::string_view id) const {
  std::call_once(owner_spellings_.made, [this] {
    for (const auto& [known, ignored] : known_owners_) owner_spellings_.all.add(known);
  });
  return owner_spellings_.all.has(id);
}

std::optional<SourceNo> source_of_row(const BelongingRow& row, const Sources& sources, Findings& findings) {
  const auto where = [&] {
    return fmt::format("source \"{}\", \"{}\"", row.source_id.value_or(""), row.name.value_or(""));
  };
  const auto dirty = [&](FindingKind kind) {
    findings.dirty(kind, row.relation, where);
    return std::nullopt;
  };
  if (row.source_id.value_or("").empty()) return dirty(FindingKind::empty_source_id);
  if (row.name.value_or("").empty()) return dirty(row.empty_name);
  const auto source = sources.find(*row.source_id);
  if (!source && sources.is_source_spelt_otherwise(*row.source_id)) {
    findings.note(FindingKind::id_spelt_otherwise, row.relation, where);
  }
  if (!source) return dirty(FindingKind::unknown_source);
  if (is_reversed(row.span)) return dirty(FindingKind::reversed_span);
  return source;
}

}  // namespace sent::expand
