// SPDX-License-Identifier: Apache-2.0

// What must be true after any disturbed delivery is complete.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "support/program/job.hpp"

namespace sent::tests {

// The exact events that a command would send, as its dry run prints them. Fails the test if an id appears twice.
[[nodiscard]] std::set<std::string> due_events(const Job& job, Arguments command);

// The exact events that a receiver accepted, in order of arrival.
[[nodiscard]] std::vector<std::string> raw_events(const Receiver& receiver);

// Every due event arrived at least once, always with the same id and bytes, and nothing else arrived. In the ledger all
// chunks are complete with exactly these events, no event is rejected, and no lease is left.
void expect_all_delivered(const std::set<std::string>& due, const std::vector<std::string>& arrived,
                          TestDatabase& ledger);

// The run ended with `code`, said each of `parts`, and marked no event as delivered or rejected in the ledger.
void expect_nothing_sent(const ProgramResult& result, int code, const std::vector<std::string>& parts,
                         TestDatabase& ledger);

}  // namespace sent::tests
