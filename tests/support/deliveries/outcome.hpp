// SPDX-License-Identifier: Apache-2.0

// What must hold once a disturbed delivery has been finished, whatever the disturbance was.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "support/program/job.hpp"

namespace sent::tests {

// The exact events that a command would send, as its dry run prints them. Fails the test when an id comes twice.
[[nodiscard]] std::set<std::string> due_events(const Job& job, Arguments command);

// The exact events that a receiver accepted, in order of arrival.
[[nodiscard]] std::vector<std::string> raw_events(const Receiver& receiver);

// Every due event arrived at least once and nothing else did, so that a repetition had the same id and the same
// bytes; the ledger says that all chunks are complete with just these events, none rejected, and nobody
// holds a lease.
void expect_all_delivered(const std::set<std::string>& due, const std::vector<std::string>& arrived,
                          TestDatabase& ledger);

}  // namespace sent::tests
