// SPDX-License-Identifier: Apache-2.0

#include "support/ports/memory_ledger.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "model/failure.hpp"

namespace sent::tests {

void MemoryLedger::fail_if_broken(BrokenLedgerCall::Lost lost) const {
  if (!broken_ || broken_->lost != lost) return;
  if (calls_ != broken_->number && (!broken_->and_all_later || calls_ < broken_->number)) return;
  const std::string what = fmt::format("call {} is lost", calls_);
  if (!broken_->code) throw std::logic_error(what);
  throw Failure(*broken_->code, what);
}

void MemoryLedger::break_call(BrokenLedgerCall how) {
  std::lock_guard lock(mutex_);
  broken_ = how;
  calls_ = 0;
}

void MemoryLedger::remember() {
  if (!return_) return;
  return_->history.push_back(contents_);
  if (calls_ == return_->after) contents_ = return_->history[static_cast<std::size_t>(return_->to)];
}

void MemoryLedger::go_back_once(int after, int to) {
  std::lock_guard lock(mutex_);
  return_.emplace(Return{after, to, {contents_}});
  calls_ = 0;
}

void MemoryLedger::mend() {
  std::lock_guard lock(mutex_);
  broken_.reset();
  calls_ = 0;
}

int MemoryLedger::calls() const {
  std::lock_guard lock(mutex_);
  return calls_;
}

LedgerContents MemoryLedger::contents() const {
  std::lock_guard lock(mutex_);
  return contents_;
}

void MemoryLedger::let_leases_run_out() {
  std::lock_guard lock(mutex_);
  for (auto& [day, of_day] : contents_.days) {
    for (LedgerContents::Chunk& chunk : of_day.chunks) {
      if (chunk.lease) chunk.lease->until = clock_.now();
    }
  }
}

void MemoryLedger::go_back_to(LedgerContents earlier) {
  std::lock_guard lock(mutex_);
  contents_ = std::move(earlier);
}

}  // namespace sent::tests
