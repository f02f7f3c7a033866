// SPDX-License-Identifier: Apache-2.0

#include "expand/counter_window.hpp"

#include <boost/functional/hash.hpp>
#include <utility>

namespace sent::expand {

CounterWindow::CounterWindow(std::size_t sources)
    : first_cell_(sources, none), cell_by_key_(0, CellHash{&cells_}, CellEqual{&cells_}) {}

std::size_t CounterWindow::CellHash::operator()(const Key& key) const {
  return boost::hash<std::uint64_t>()(static_cast<std::uint64_t>(key.source) << 32U |
                                      static_cast<std::uint64_t>(key.name));
}

void CounterWindow::begin_segment(const Segment& segment) {
  part_ = segment.part;
  marks_ = segment.marks;
  if (segment.marks) marked_.resize(first_cell_.size());
  if (log_ != nullptr) log_bytes_ += log_->bytes();
  log_ = segment.is_replayed ? &logs_[segment.days.first] : nullptr;
  if (log_ != nullptr) log_->is_in_sums = segment.part.monthly;
}

CellNo CounterWindow::cell_of(SourceNo source, NameNo name) {
  const auto found = cell_by_key_.find(Key{source, name});
  if (found != cell_by_key_.end()) return CellNo{*found};
  const auto number = static_cast<std::uint32_t>(cells_.size());
  cells_.push_back({{}, {source, name}, std::exchange(first_cell_[index(source)], number)});
  cell_by_key_.insert(number);
  return CellNo{number};
}

void CounterWindow::forget(DayRange segment) {
  const auto found = logs_.find(segment.first);
  if (found == logs_.end()) return;
  if (&found->second == log_) {
    log_ = nullptr;
  } else {
    log_bytes_ -= found->second.bytes();
  }
  logs_.erase(found);
}

std::size_t CounterWindow::bytes() const {
  return bytes_of_vector(first_cell_) + bytes_of_vector(cells_) + bytes_of_table(cell_by_key_) +
         bytes_of_vector(totals_) + marked_.size() / 8 + log_bytes_ + (log_ != nullptr ? log_->bytes() : 0);
}

Sums CounterWindow::sums(SourceNo source) const {
  Sums total;
  for (std::uint32_t i = first_cell_[index(source)]; i != none; i = cells_[i].next) total += cells_[i].sums;
  return total;
}

// While the sum over all sources fits, that of each does. While everything fits, so does every window.
bool CounterWindow::fits(SourceNo source, std::int64_t calls) {
  if (!__builtin_add_overflow(everything_, calls, &everything_)) return true;
  everything_ = std::numeric_limits<std::int64_t>::max();
  if (totals_.empty()) totals_ = totals();
  std::int64_t& total = totals_[index(source)];
  std::int64_t sum = 0;
  if (__builtin_add_overflow(total, calls, &sum)) return false;
  total = sum;
  return true;
}

std::vector<std::int64_t> CounterWindow::totals() const {
  std::vector<std::int64_t> totals(first_cell_.size(), 0);
  for (const Cell& cell : cells_) totals[index(cell.key.source)] += cell.sums.monthly;
  for (const auto& [day, log] : logs_) {
    if (log.is_in_sums) continue;
    for (std::size_t i = 0; i < log.cells.size(); ++i)
      totals[index(cells_[index(log.cells[i])].key.source)] += log.calls[i];
  }
  return totals;
}

bool CounterWindow::add(CellNo number, std::int64_t calls) {
  Cell& cell = cells_[index(number)];
  if (!fits(cell.key.source, calls)) return false;
  if (part_.monthly) cell.sums.monthly += calls;
  if (part_.weekly) cell.sums.weekly += calls;
  if (part_.today) cell.sums.today += calls;
  if (marks_ && calls > 0) marked_[index(cell.key.source)] = true;
  if (log_ != nullptr) {
    log_->cells.push_back(number);
    log_->calls.push_back(calls);
  }
  return true;
}

void CounterWindow::replay(DayRange segment, day::Membership before, day::Membership after) {
  const auto found = logs_.find(segment.first);
  if (found == logs_.end() || before == after) return;
  const auto change = [](bool was, bool is) { return static_cast<std::int64_t>(is) - static_cast<std::int64_t>(was); };
  const std::int64_t monthly = change(before.monthly, after.monthly);
  const std::int64_t weekly = change(before.weekly, after.weekly);
  const std::int64_t today = change(before.today, after.today);
  const SegmentLog& log = found->second;
  for (std::size_t i = 0; i < log.cells.size(); ++i) {
    Sums& sums = cells_[index(log.cells[i])].sums;
    sums.monthly += monthly * log.calls[i];
    sums.weekly += weekly * log.calls[i];
    sums.today += today * log.calls[i];
  }
}

}  // namespace sent::expand
