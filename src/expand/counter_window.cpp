#include "expand/counter_window.hpp"

namespace sent {

CounterWindow::CounterWindow(std::size_t sources) : totals_(sources), first_cell_(sources, none) {}

void CounterWindow::begin_segment(DayRange segment, Membership part, bool keep_log) {
  part_ = part;
  log_ = keep_log ? &logs_[segment.first] : nullptr;
}

std::uint32_t CounterWindow::cell_of(SourceNo source, NameNo name) {
  const std::uint64_t key =
      static_cast<std::uint64_t>(source) << 32U | static_cast<std::uint64_t>(name);
  const auto [found, is_new] =
      cell_by_key_.try_emplace(key, static_cast<std::uint32_t>(cells_.size()));
  if (is_new) {
    cells_.push_back({0, source, name, first_cell_[index(source)]});
    first_cell_[index(source)] = found->second;
  }
  return found->second;
}

bool CounterWindow::add(SourceNo source, NameNo name, std::int64_t calls) {
  Totals& totals = totals_[index(source)];
  // Every other sum is a part of the monthly total, so this one check covers all.
  std::int64_t monthly = 0;
  if (__builtin_add_overflow(totals.monthly, calls, &monthly)) return false;
  const std::uint32_t cell = cell_of(source, name);
  if (part_.monthly) {
    totals.monthly = monthly;
    cells_[cell].monthly += calls;
  }
  if (part_.weekly) totals.weekly += calls;
  if (part_.today) totals.today += calls;
  if (log_ != nullptr) {
    log_->cells.push_back(cell);
    log_->calls.push_back(calls);
  }
  return true;
}

void CounterWindow::replay(DayRange segment, Membership before, Membership after) {
  const auto found = logs_.find(segment.first);
  if (found == logs_.end() || before == after) return;
  const auto change = [](bool was, bool is) { return static_cast<std::int64_t>(is) - static_cast<std::int64_t>(was); };
  const std::int64_t monthly = change(before.monthly, after.monthly);
  const std::int64_t weekly = change(before.weekly, after.weekly);
  const std::int64_t today = change(before.today, after.today);
  const Log& log = found->second;
  for (std::size_t i = 0; i < log.cells.size(); ++i) {
    Cell& cell = cells_[log.cells[i]];
    Totals& totals = totals_[index(cell.source)];
    cell.monthly += monthly * log.calls[i];
    totals.monthly += monthly * log.calls[i];
    totals.weekly += weekly * log.calls[i];
    totals.today += today * log.calls[i];
  }
}

}  // namespace sent
