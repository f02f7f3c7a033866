// SPDX-License-Identifier: Apache-2.0

// A relation of the input contract that can stop its readers at the end, so that a test knows where they are.

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "support/database/test_database.hpp"

namespace sent::tests {

class HeldRelation {
 public:
  // Replaces the relation by a view of all its rows.
  HeldRelation(TestDatabase& database, const std::string& relation);

  // From now on, a bulk read of the relation on the server of `url` waits after the last row.
  void hold(const std::string& url);
  // Waits for a reader to arrive and to wait for `time`; false if none does in time.
  [[nodiscard]] bool wait_for_reader(std::chrono::milliseconds time = {});
  // Works even if the server has ended the session that stopped them.
  void release() { holder_.reset(); }

 private:
  std::optional<TestSession> holder_;
};

}  // namespace sent::tests
