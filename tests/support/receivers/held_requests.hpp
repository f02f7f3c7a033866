// SPDX-License-Identifier: Apache-2.0

// Holds the runs that send to a receiver in the middle of what they send.

#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <optional>

#include "support/receivers/receiver.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {

// The receiver answers `most` requests as usual, and those after it with a 503 that asks to come again, until
// release(). Thread-safe. Must outlive the requests.
class HeldRequests {
 public:
  HeldRequests(Receiver& receiver, int most) : most_(most) {
    receiver.set_handler([this](int, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
      if (++requests_ <= most_ || !is_held_) return std::nullopt;
      return ScriptedAnswer{503, "wait", {{"Retry-After", "1"}}};
    });
  }
  void await() const {
    EXPECT_TRUE(eventually([this] { return requests_ > most_; }));
  }
  void release() { is_held_ = false; }

 private:
  const int most_;
  std::atomic<int> requests_ = 0;
  std::atomic<bool> is_held_ = true;
};

}  // namespace sent::tests
