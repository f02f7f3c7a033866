// SPDX-License-Identifier: Apache-2.0

#include "ship/settlement.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace sent::ship {

namespace {

Position position_of(const Rejection& rejection) { return {rejection.source_id, rejection.user_id}; }

template <typename Value>
void append(std::vector<Value>& values, std::vector<Value>&& more) {
  if (values.empty()) {
    values = std::move(more);
  } else {
    values.insert(values.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
}

}  // namespace

Settled joined(Settled earlier, Settled later) {
  if (later.through) earlier.through = std::move(later.through);
  earlier.ahead = std::move(later.ahead);
  earlier.delivered += later.delivered;
  append(earlier.rejected, std::move(later.rejected));
  earlier.ids += later.ids;
  return earlier;
}

std::uint64_t Settlement::open(Position through, std::vector<Rejection> refused) {
  Stretch stretch{next_, std::move(through)};
  stretch.refused = std::move(refused);
  stretches_.push_back(std::move(stretch));
  return next_++;
}

void Settlement::settle(std::uint64_t number, const BatchPart& part, Outcome outcome) {
  auto stretch = find_open(number, part);
  if (part.through && part.last < stretch->last) stretch = cut(stretch, part.last, *part.through);
  if (part.before && part.first > stretch->first) stretch = std::next(cut(stretch, part.first, *part.before));
  absorb(*stretch, std::move(outcome));
  forget_settled_front();
}

Settlement::Stretches::iterator Settlement::find_open(std::uint64_t number, const BatchPart& part) {
  const auto found = std::find_if(stretches_.begin(), stretches_.end(), [&](const Stretch& stretch) {
    return stretch.number == number && !stretch.is_settled && stretch.first <= part.first && part.last <= stretch.last;
  });
  assert(found != stretches_.end());
  return found;
}

Settlement::Stretches::iterator Settlement::cut(Stretches::iterator stretch, std::size_t index, const Position& at) {
  Stretch first{stretch->number, at, std::exchange(stretch->first, index), index};
  auto& refused = stretch->refused;
  const auto later = std::find_if(refused.begin(), refused.end(),
                                  [&](const Rejection& rejection) { return at < position_of(rejection); });
  first.refused.assign(std::make_move_iterator(refused.begin()), std::make_move_iterator(later));
  refused.erase(refused.begin(), later);
  return stretches_.insert(stretch, std::move(first));
}

void Settlement::absorb(Stretch& stretch, Outcome outcome) {
  stretch.is_settled = true;
  news_.delivered += outcome.delivered;
  news_.ids += outcome.ids;
  for (const Rejection& rejection : stretch.refused) news_.ids.add(rejection.message_id);
  append(news_.rejected, std::move(outcome.rejected));
  append(news_.rejected, std::exchange(stretch.refused, {}));
}

void Settlement::forget_settled_front() {
  while (!stretches_.empty() && stretches_.front().is_settled) {
    news_.through = std::move(stretches_.front().through);
    stretches_.pop_front();
  }
}

std::uint64_t Settlement::ahead_of_first_open() const {
  return stretches_.empty() ? 0 : next_ - stretches_.front().number - 1;
}

Settled Settlement::take() {
  Settled settled = std::exchange(news_, {});
  bool goes_on = false;
  for (auto stretch = stretches_.begin(); stretch != stretches_.end(); ++stretch) {
    if (stretch->is_settled) {
      if (!goes_on) settled.ahead.push_back({std::prev(stretch)->through, {}});
      settled.ahead.back().through = stretch->through;
    }
    goes_on = stretch->is_settled;
  }
  return settled;
}

}  // namespace sent::ship
