// SPDX-License-Identifier: Apache-2.0

// The sources of a chunk, in bytewise order of their ids, with their owners.

#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expand/text_arena.hpp"
#include "model/finding.hpp"
#include "read/usage_source.hpp"
#include "text/spelling.hpp"

namespace sent::expand {

enum class SourceNo : std::uint32_t {};  // ascending with the id
enum class OwnerNo : std::uint32_t {};

struct Source {
  std::string_view id;
  std::string_view slug;
  std::optional<OwnerNo> owner;
};

struct Owner {
  std::string_view id;
  std::optional<std::string_view> kind;  // absent: the relation owners lacks this id
};

enum class RowUse { used, out_of_scope, dirty };

// Not thread-safe while it is filled: add() every source, freeze(), then add_owner() every owner. After that, several
// threads may read it.
class Sources {
 public:
  void add(const read::SourceRow& row);
  // Sorts the sources and drops duplicates (the row with the bytewise smallest slug and owner stays). size() rows are
  // then used.
  void freeze();
  // Returns out_of_scope if no source names the owner.
  RowUse add_owner(const read::OwnerRow& row);
  // Notes each owner that a source names but the relation owners lacks.
  void note_unknown_owners();

  // A source in the middle of those added so far, at which they can be split in two; nothing if there is only one
  // source.
  [[nodiscard]] std::optional<std::string> middle() const;
  [[nodiscard]] std::size_t bytes() const;

  [[nodiscard]] std::size_t size() const { return sources_.size(); }
  [[nodiscard]] const Source& at(SourceNo number) const { return sources_[static_cast<std::size_t>(number)]; }
  [[nodiscard]] std::size_t owners() const { return owners_.size(); }
  [[nodiscard]] const Owner& owner(OwnerNo number) const { return owners_[static_cast<std::size_t>(number)]; }
  [[nodiscard]] std::optional<SourceNo> find(std::string_view id) const;
  // Only owners that some source names.
  [[nodiscard]] std::optional<OwnerNo> find_owner(std::string_view id) const;
  // Whether the relation owners has this id, even if no source names it.
  [[nodiscard]] bool is_known_owner(std::string_view id) const { return known_owners_.contains(id); }
  // Whether an unknown id is that of a source, or of an owner in the relation owners, in another spelling. REQUIRES:
  // every source and owner is added.
  [[nodiscard]] bool is_source_spelt_otherwise(std::string_view id) const;
  [[nodiscard]] bool is_owner_spelt_otherwise(std::string_view id) const;
  [[nodiscard]] const Findings& findings() const { return findings_; }

 private:
  OwnerNo intern_owner(std::string_view id);

  // Made when the first id is unknown.
  struct LateSpellings {
    std::once_flag made;
    text::Spellings all;
  };

  TextArena texts_;
  std::vector<Source> sources_;
  std::vector<Owner> owners_;
  boost::unordered_flat_map<std::string_view, SourceNo> by_id_;
  boost::unordered_flat_map<std::string_view, OwnerNo> owner_by_id_;
  boost::unordered_flat_map<std::string_view, bool> known_owners_;
  Findings findings_;
  mutable LateSpellings source_spellings_;
  mutable LateSpellings owner_spellings_;
};

// A row of `relation` that says who or what belongs to a source.
struct BelongingRow {
  Relation relation;  // source_collaborators or source_destinations
  const read::Text& source_id;
  const read::Text& name;  // of who or what belongs to it
  read::Span span;
  FindingKind empty_name;  // the finding when there is no name
};

// The source of `row`. Nothing if the row is dirty, which is noted in `findings`: it has no source, no name, or a
// source that is not one of `sources`.
[[nodiscard]] std::optional<SourceNo> source_of_row(const BelongingRow& row, const Sources& sources,
                                                    Findings& findings);

}  // namespace sent::expand
