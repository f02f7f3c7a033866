// SPDX-License-Identifier: Apache-2.0

// What all workers of one shipper share until the receiver accepts something: the turn to find out whether it refuses
// everything, so that not each of them finds it out for itself. Thread-safe.

#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace sent::ship::contact {

// Ids, in order.
using Sources = std::set<std::string, std::less<>>;

class FirstContact {
 public:
  // For one worker at a time. Not thread-safe. Letting go of it admits the next worker.
  class Turn {
   public:
    // Those of which an event was refused alone.
    [[nodiscard]] Sources& refused() { return *refused_; }
    void end() { lock_.unlock(); }

   private:
    friend class FirstContact;
    Turn(std::unique_lock<std::mutex> lock, Sources& refused) : lock_(std::move(lock)), refused_(&refused) {}
    std::unique_lock<std::mutex> lock_;
    Sources* refused_;
  };

  // Blocks while another worker has it, which may last for several requests.
  [[nodiscard]] Turn take_turn() { return {std::unique_lock(turn_), refused_}; }

 private:
  std::mutex turn_;
  Sources refused_;  // guarded by turn_
};

}  // namespace sent::ship::contact
