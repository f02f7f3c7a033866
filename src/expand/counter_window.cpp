#include "expand/counter_window.hpp"

namespace sent {

CounterWindow::CounterWindow(std::size_t sources) : first_cell_(sources, none) {}

void CounterWindow::begin_segment(DayRange segment, Membership part, bool keep_log) {
  part_ = part;
  log_ = keep_log ? &logs_[segment.first] : nullptr;
}

CellNo CounterWindow::cell_of(SourceNo source, NameNo name) {
  const std::uint64_t key =
      static_cast<std::uint64_t>(source) << 32U | static_cast<std::uint64_t>(name);
  const auto [found, is_new] =
      cell_by_key_.try_emplace(key, static_cast<std::uint32_t>(cells_.size()));
  if (is_new) {
    cells_.push_back({{}, source, name, first_cell_[index(source)]});
    first_cell_[index(source)] = found->second;
  }
  return CellNo{found->second};
}

Sums CounterWindow::sums(SourceNo source) const {
  Sums total;
  for (std::uint32_t i = first_cell_[index(source)]; i != none; i = cells_[i].next) total += cells_[i].sums;
  return total;
}

// While the sum over all sources fits, that of each does.
bool CounterWindow::fits(SourceNo source, std::int64_t calls) {
  if (!__builtin_add_overflow(everything_, calls, &everything_)) return true;
  everything_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t monthly = 0;
  return !__builtin_add_overflow(sums(source).monthly, calls, &monthly);
}

bool CounterWindow::add(CellNo number, std::int64_t calls) {
  Cell& cell = cells_[index(number)];
  if (!fits(cell.source, calls)) return false;
  if (part_.monthly) cell.sums.monthly += calls;
  if (part_.weekly) cell.sums.weekly += calls;
  if (part_.today) cell.sums.today += calls;
  if (log_ != nullptr) {
    log_->cells.push_back(number);
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
    Sums& sums = cells_[index(log.cells[i])].sums;
    sums.monthly += monthly * log.calls[i];
    sums.weekly += weekly * log.calls[i];
    sums.today += today * log.calls[i];
  }
}

}  // namespace sent
