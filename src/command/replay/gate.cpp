// SPDX-License-Identifier: Apache-2.0

#include "command/replay/gate.hpp"

namespace sent::command::replay {

Gate::Gate(read::UsageSource& source, job::SourceCheck& check) : source_(source), check_(check) {}

// All suppressed users may not fit in memory, but those of a page do.
void Gate::look_at(const std::vector<Rejection>& page) {
  suppressed_.clear();
  std::set<std::string, std::less<>> users;
  for (const Rejection& event : page) users.insert(event.user_id);
  source_.open({})->suppressed_users([&](const read::Text& user) {
    if (user && users.contains(*user)) suppressed_.emplace(*user);
  });
}

std::optional<std::string> Gate::refusal(const Rejection& event) const {
  if (suppressed_.contains(event.user_id)) return "the user is in suppressed_users now, so nothing is sent for him";
  return check_.refusal(event.payload);
}

}  // namespace sent::command::replay
