// SPDX-License-Identifier: Apache-2.0

// The usage source port: the relations of the input contract except usage_complete, as of one snapshot.
//
// A row's text is valid only during the call that passes it; NULL is nullopt. Each row comes once, in no particular
// order, and unchecked: the next stage finds dirty rows.
// Source of the columns: docs/adopt.md, "1. What the job reads".

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "model/day.hpp"
#include "model/relation.hpp"
#include "model/source_range.hpp"

namespace sent::read {

using Text = std::optional<std::string_view>;

// Open ends are Instant::min() and Instant::max().
struct Span {
  Instant since;
  Instant until;
};

[[nodiscard]] constexpr bool is_reversed(Span span) { return span.until < span.since; }

struct SourceRow {
  Text source_id, slug, owner_id;
};
struct OwnerRow {
  Text owner_id, kind;
};
struct MemberRow {
  Text owner_id, user_id;
  Span span;
};
struct CollaboratorRow {
  Text source_id, user_id;
  Span span;
};
struct DestinationRow {
  Text source_id, destination;
  Span span;
};
struct CounterRow {
  Text source_id, name;  // name: of the method or library
  std::optional<std::int64_t> calls;
  Text unusable = std::nullopt;  // the calls as the server writes them, if they are not a whole number of 64 bits
};
// A counter whose day is NULL.
struct DaylessRow {
  Text source_id, name;
};

enum class Counters { calls, library_calls };

[[nodiscard]] constexpr Relation relation_of(Counters counters) {
  return counters == Counters::calls ? Relation::source_calls : Relation::source_library_calls;
}

template <typename Row>
using RowSink = std::function<void(const Row&)>;

// Throws Failure(database_unavailable) if the server or the connection fails, Failure(usage) if a relation or a
// privilege is missing, Failure(interrupted) once a stop was requested.
//
// Not thread-safe, with one exception: one thread may run counters(calls) and counters_without_day(calls) while
// another reads everything but sources and owners.
//
// When one of the two fails, or its sink throws, the other may end with Failure(interrupted), so that it does not wait
// for a silent server.
class UsageSnapshot {
 public:
  virtual ~UsageSnapshot() = default;
  virtual void sources(const RowSink<SourceRow>& sink) = 0;
  virtual void owners(const RowSink<OwnerRow>& sink) = 0;
  virtual void members(const RowSink<MemberRow>& sink) = 0;
  virtual void collaborators(const RowSink<CollaboratorRow>& sink) = 0;
  virtual void destinations(const RowSink<DestinationRow>& sink) = 0;
  virtual void suppressed_users(const RowSink<Text>& sink) = 0;
  virtual void counters(Counters relation, DayRange days, const RowSink<CounterRow>& sink) = 0;
  // Only if the server finds them without reading much else: they are few or none, and no event needs them.
  virtual void counters_without_day(Counters relation, const RowSink<DaylessRow>& sink) = 0;
};

class UsageSource {
 public:
  virtual ~UsageSource() = default;
  // The sources of `range` and everything that belongs to them. The snapshot must not outlive the source.
  [[nodiscard]] virtual std::unique_ptr<UsageSnapshot> open(const SourceRange& range) = 0;
};

}  // namespace sent::read
