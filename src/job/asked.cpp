// SPDX-License-Identifier: Apache-2.0

#include "job/asked.hpp"

namespace sent::job {

const cli::Delivery& delivery_of(const cli::Command& command) {
  if (const auto* run = std::get_if<cli::RunCommand>(&command)) return run->delivery;
  return std::get<cli::BackfillCommand>(command).delivery;
}

bool is_resend(const cli::Command& command) {
  const auto* backfill = std::get_if<cli::BackfillCommand>(&command);
  return backfill != nullptr && backfill->resend;
}

EventFilter filter_of(const cli::Delivery& delivery) {
  return {{delivery.sources.begin(), delivery.sources.end()}, {delivery.users.begin(), delivery.users.end()}};
}

}  // namespace sent::job
