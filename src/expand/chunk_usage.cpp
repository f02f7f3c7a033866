#include "expand/chunk_usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <exception>
#include <thread>

#include "expand/fold.hpp"

namespace sent {

namespace {

std::uint32_t raw(auto number) { return static_cast<std::uint32_t>(number); }

std::string row_of(std::string_view relation) { return fmt::format("a row of {}", relation); }

}  // namespace

ChunkUsage::ChunkUsage(std::unique_ptr<UsageSnapshot> snapshot, std::vector<Day> targets,
                       ExpansionRules rules)
    : snapshot_(std::move(snapshot)),
      targets_(std::move(targets)),
      rules_(rules),
      segments_(segments_of(targets_, rules.windows)) {
  read_sources();
  read_collaborators();
  read_members();
  read_suppressed();
  read_destinations();
  methods_ = std::make_unique<Side>(Counters::calls, "method", sources_.size());
  for (const auto method : base_methods) methods_->names.reserve(method);
  libraries_ = std::make_unique<Side>(Counters::library_calls, "library", sources_.size());
}

void ChunkUsage::read_sources() {
  snapshot_->sources([&](const SourceRow& row) {
    ++rows_.others;
    sources_.add(row);
  });
  sources_.freeze();
  rows_.used += sources_.size();
  snapshot_->owners([&](const OwnerRow& row) {
    ++rows_.others;
    const RowUse use = sources_.add_owner(row);
    rows_.used += use == RowUse::used ? 1 : 0;
    rows_.out_of_scope += use == RowUse::out_of_scope ? 1 : 0;
  });
  sources_.note_unknown_owners();
}

void ChunkUsage::read_collaborators() {
  snapshot_->collaborators([&](const CollaboratorRow& row) {
    ++rows_.others;
    if (row.source_id.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_source_id, [] { return row_of("source_collaborators"); });
    }
    if (row.user_id.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_user_id, [&] {
        return fmt::format("a row of source_collaborators, source {}", *row.source_id);
      });
    }
    const auto source = sources_.find(*row.source_id);
    if (!source) {
      return findings_.dirty(FindingKind::unknown_source, [&] {
        return fmt::format("{} in source_collaborators", *row.source_id);
      });
    }
    ++rows_.used;
    collaborators_.add(raw(*source), *row.user_id, row.span);
  });
  collaborators_.freeze(sources_.size());
}

void ChunkUsage::read_members() {
  snapshot_->members([&](const MemberRow& row) {
    ++rows_.others;
    if (row.owner_id.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_owner_id, [] { return row_of("owner_members"); });
    }
    if (row.user_id.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_user_id, [&] {
        return fmt::format("a row of owner_members, owner {}", *row.owner_id);
      });
    }
    const auto owner = sources_.find_owner(*row.owner_id);
    if (!owner && !sources_.is_known_owner(*row.owner_id)) {
      return findings_.dirty(FindingKind::unknown_owner,
                             [&] { return fmt::format("{} in owner_members", *row.owner_id); });
    }
    ++(owner ? rows_.used : rows_.out_of_scope);
    if (owner) members_.add(raw(*owner), *row.user_id, row.span);
  });
  members_.freeze(sources_.owners());
}

// Of all who are suppressed only the chunk's own people are kept, so that memory does not grow with the others.
void ChunkUsage::read_suppressed() {
  boost::unordered_flat_map<std::string_view, bool> people;  // and whether suppressed
  const auto gather = [&](std::string_view user) { people.try_emplace(user, false); };
  snapshot_->suppressed_users([&](const Text& user) {
    if (people.empty()) {
      collaborators_.each_name(gather);
      members_.each_name(gather);
    }
    ++rows_.others;
    if (user.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_user_id, [] { return row_of("suppressed_users"); });
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

void ChunkUsage::read_destinations() {
  snapshot_->destinations([&](const DestinationRow& row) {
    ++rows_.others;
    if (row.source_id.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_source_id, [] { return row_of("source_destinations"); });
    }
    if (row.destination.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_destination, [&] {
        return fmt::format("a row of source_destinations, source {}", *row.source_id);
      });
    }
    const auto source = sources_.find(*row.source_id);
    if (!source) {
      return findings_.dirty(FindingKind::unknown_source, [&] {
        return fmt::format("{} in source_destinations", *row.source_id);
      });
    }
    ++rows_.used;
    destinations_.add(raw(*source), *row.destination, row.span);
    (void)destination_names_.intern(*row.destination, findings_);
  });
  destinations_.freeze(sources_.size());
  destination_names_.rank();
}

void ChunkUsage::move_windows(Side& side, Day from, Day to) {
  for (std::size_t i = 0; i < next_segment_; ++i) {
    const DayRange segment = segments_[i];
    side.window.replay(segment, membership(segment, from, rules_.windows),
                       membership(segment, to, rules_.windows));
    if (!membership(segment, to, rules_.windows).monthly) side.window.forget(segment);
  }
}

// None when the row's source is not one of the chunk's.
std::optional<CellNo> ChunkUsage::cell_of(Side& side, const CounterRow& row) {
  const std::string_view name = row.name.value_or("");
  if (const auto guessed = side.order.guess(*row.source_id, name)) return guessed;
  const auto source = sources_.find(*row.source_id);
  if (!source) return std::nullopt;
  const NameNo number = side.names.intern(name, side.findings);
  const CellNo cell = side.window.cell_of(*source, number);
  side.order.learn(cell, sources_.at(*source).id, side.names.last_raw());
  return cell;
}

void ChunkUsage::read_segment(Side& side, DayRange segment, Membership part, bool keep_log) {
  side.window.begin_segment(segment, part, keep_log);
  snapshot_->counters(side.relation, segment, [&](const CounterRow& row) {
    ++side.rows;
    const auto where = [&] {
      return fmt::format("source \"{}\", \"{}\", {} calls, {} to {}", row.source_id.value_or(""),
                         row.name.value_or(""), row.calls.value_or(0), iso(segment.first), iso(segment.last));
    };
    if (row.source_id.value_or("").empty()) {
      return side.findings.dirty(FindingKind::empty_source_id, where);
    }
    const auto cell = cell_of(side, row);
    if (!cell) return side.findings.dirty(FindingKind::unknown_source, where);
    const std::int64_t calls = row.calls.value_or(0);
    if (calls < 0) return side.findings.dirty(FindingKind::negative_calls, where);
    if (!side.window.add(*cell, calls)) return side.findings.dirty(FindingKind::sum_overflow, where);
    ++side.used;
  });
}

void ChunkUsage::read_segments(Side& side, Day target) {
  if (current_) move_windows(side, *current_, target);
  for (std::size_t i = next_segment_; i < segments_.size() && segments_[i].last <= target; ++i) {
    read_segment(side, segments_[i], membership(segments_[i], target, rules_.windows),
                 target != targets_.back());
  }
  side.names.rank();
}

void ChunkUsage::advance_to(Day target) {
  std::exception_ptr failure;
  {
    std::jthread second([&] {
      try {
        read_segments(*libraries_, target);
      } catch (...) {
        failure = std::current_exception();
      }
    });
    read_segments(*methods_, target);
  }
  if (failure) std::rethrow_exception(failure);
  while (next_segment_ < segments_.size() && segments_[next_segment_].last <= target) ++next_segment_;
  current_ = target;
  if (target == targets_.back()) snapshot_.reset();
}

void ChunkUsage::fill_owner(const Source& source, Instant as_of) {
  usage_.owner_id.reset();
  usage_.owner_kind.reset();
  usage_.owners = 0;
  if (!source.owner) return;
  usage_.owner_id = sources_.owner(*source.owner).id;
  usage_.owner_kind = sources_.owner(*source.owner).kind;
  members_.as_of(raw(*source.owner), as_of, [&](std::string_view user, bool suppressed) {
    ++usage_.owners;
    if (!suppressed) usage_.recipients.push_back(user);
  });
}

void ChunkUsage::fill_people(SourceNo number, const Source& source, Instant as_of) {
  usage_.recipients.clear();
  usage_.collaborators = 0;
  collaborators_.as_of(raw(number), as_of, [&](std::string_view user, bool suppressed) {
    ++usage_.collaborators;
    if (!suppressed) usage_.recipients.push_back(user);
  });
  const auto own = static_cast<std::ptrdiff_t>(usage_.recipients.size());
  fill_owner(source, as_of);
  auto& all = usage_.recipients;
  std::inplace_merge(all.begin(), all.begin() + own, all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

void ChunkUsage::fill_counters(SourceNo number) {
  const auto sorted = [&](const Side& side, auto&& keep, std::vector<NamedCalls>& into) {
    by_order_.clear();
    side.window.each(number, [&](NameNo name, std::int64_t calls) {
      if (name != PropertyNames::unnamed && keep(name, calls)) {
        by_order_.push_back({side.names.order(name), {side.names.property(name), calls}});
      }
    });
    std::ranges::sort(by_order_, {}, [](const auto& entry) { return entry.first; });
    into.clear();
    for (const auto& entry : by_order_) into.push_back(entry.second);
  };
  usage_.methods.fill(0);
  const auto is_other = [&](NameNo name, std::int64_t calls) {
    // The base methods were reserved first, right behind `unnamed`.
    if (raw(name) > base_methods.size()) return true;
    usage_.methods[raw(name) - 1] = calls;
    return false;
  };
  sorted(*methods_, is_other, usage_.other_methods);
  sorted(*libraries_, [](NameNo, std::int64_t) { return true; }, usage_.libraries);
}

void ChunkUsage::fill_destinations(SourceNo number, Instant as_of) {
  usage_.destinations = 0;
  usage_.destination_properties.clear();
  destinations_.as_of(raw(number), as_of, [&](std::string_view destination, bool) {
    ++usage_.destinations;
    const NameNo name = destination_names_.intern(destination, findings_);
    if (name != PropertyNames::unnamed) {
      usage_.destination_properties.push_back(destination_names_.property(name));
    }
  });
  auto& names = usage_.destination_properties;
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

void ChunkUsage::expand(Instant as_of, const std::function<void(const SourceUsage&)>& take) {
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const SourceNo number{i};
    const Sums calls = methods_->window.sums(number);
    if (calls.today <= 0) continue;
    const Source& source = sources_.at(number);
    fill_people(number, source, as_of);
    if (usage_.recipients.empty()) {
      findings_.note(FindingKind::source_without_user, [&] { return std::string(source.id); });
      continue;
    }
    usage_.source_id = source.id;
    usage_.slug = source.slug;
    usage_.calls_monthly = calls.monthly;
    usage_.calls_weekly = calls.weekly;
    fill_counters(number);
    fill_destinations(number, as_of);
    if (fold_properties(usage_, rules_.max_properties, rules_.extra_properties)) {
      findings_.note(FindingKind::properties_folded, [&] { return std::string(source.id); });
    }
    take(usage_);
  }
}

RowsRead ChunkUsage::rows() const {
  RowsRead all = rows_;
  all.calls = methods_->rows;
  all.library_calls = libraries_->rows;
  all.used += methods_->used + libraries_->used;
  return all;
}

Findings ChunkUsage::findings() const {
  Findings all = sources_.findings();
  all.merge(findings_);
  all.merge(methods_->findings);
  all.merge(libraries_->findings);
  return all;
}

}  // namespace sent
