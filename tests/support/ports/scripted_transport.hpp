// SPDX-License-Identifier: Apache-2.0

// The transport in memory: it answers by a script and keeps the bodies. All transports of a script share it.
// Thread-safe.

#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "ship/transport.hpp"

namespace sent::tests {

class TransportScript {
 public:
  // Called for each post, possibly by several threads at once; `number` counts from 1.
  using Answerer = std::function<http::Answer(int number, const encode::Batch& batch, std::stop_token stop)>;

  explicit TransportScript(Answerer answerer) : answerer_(std::move(answerer)) {}

  [[nodiscard]] ship::TransportFactory factory() {
    return [this] { return std::make_unique<Scripted>(*this); };
  }
  [[nodiscard]] std::vector<std::string> bodies() const {
    std::lock_guard lock(mutex_);
    return bodies_;
  }

 private:
  class Scripted final : public ship::Transport {
   public:
    explicit Scripted(TransportScript& script) : script_(script) {}
    http::Answer post(const encode::Batch& batch, std::stop_token stop) override {
      int number = 0;
      {
        std::lock_guard lock(script_.mutex_);
        script_.bodies_.emplace_back(batch.body());
        number = static_cast<int>(script_.bodies_.size());
      }
      return script_.answerer_(number, batch, std::move(stop));
    }

   private:
    TransportScript& script_;
  };

  Answerer answerer_;
  mutable std::mutex mutex_;
  std::vector<std::string> bodies_;
};

}  // namespace sent::tests
