// SPDX-License-Identifier: Apache-2.0

// Decides which rejected events may be sent again.

#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "job/source_check.hpp"
#include "model/rejection.hpp"
#include "read/usage_source.hpp"

namespace sent::command::replay {

// Not thread-safe. Everything passed to its constructor must outlive it.
class Gate {
 public:
  Gate(read::UsageSource& source, job::SourceCheck& check);

  // Reads which users of `page` are suppressed by now. Failures are those of the usage source.
  void look_at(const std::vector<Rejection>& page);
  // Why an event of that page must not be sent: its user is suppressed, or it violates the tracking plan. Nothing if it
  // may be sent.
  [[nodiscard]] std::optional<std::string> refusal(const Rejection& event) const;

 private:
  read::UsageSource& source_;
  job::SourceCheck& check_;
  std::set<std::string, std::less<>> suppressed_;  // of the page
};

}  // namespace sent::command::replay
