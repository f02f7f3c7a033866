// SPDX-License-Identifier: Apache-2.0

// A relation of the input contract at whose end readers can be held, so that a test knows where they are.

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "support/database/test_database.hpp"

namespace sent::tests {

class HeldRelation {
 public:
  // Puts a view of all its rows in the relation's place.
  HeldRelation(TestDatabase& database, const std::string& relation);

  // From now on who reads the relation on the server of `url` waits behind its last row.
  void hold(const std::string& url);
  // Whether somebody waits there, before long, and has done so for `time`.
  [[nodiscard]] bool wait_for_reader(std::chrono::milliseconds time = {});
  // Also when the server has ended the session that held them.
  void release() { holder_.reset(); }

 private:
  std::optional<TestSession> holder_;
};

}  // namespace sent::tests
