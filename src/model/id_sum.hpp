// SPDX-License-Identifier: Apache-2.0

// A sum over the ids of events, which tells whether two sets of events are the same ones, in whatever order and parts
// they were added. Pure.
//
// An id is a version 5 UUID of the deployment, the day, the source and the user (encode/message_id.hpp), so 60 of the
// 64 bits that count here are as good as random: two different sets have the same sum once in 2^60 cases.

#pragma once

#include <cstdint>
#include <string_view>

namespace sent {

// A value.
class IdSum {
 public:
  IdSum() = default;
  explicit IdSum(std::uint64_t value) : value_(value) {}

  // `message_id`: the text of a UUID.
  void add(std::string_view message_id);
  IdSum& operator+=(IdSum more) {
    value_ += more.value_;
    return *this;
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

  bool operator==(const IdSum&) const = default;

 private:
  std::uint64_t value_ = 0;  // modulo 2^64
};

}  // namespace sent
