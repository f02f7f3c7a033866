// SPDX-License-Identifier: Apache-2.0

#include "model/id_sum.hpp"

namespace sent {

namespace {

constexpr int digits_that_count = 16;

std::uint64_t digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint64_t>(c - '0');
  return static_cast<std::uint64_t>(c - 'a') + 10;
}

}  // namespace

void IdSum::add(std::string_view message_id) {
  std::uint64_t number = 0;
  int digits = 0;
  for (const char c : message_id) {
    if (c == '-') continue;
    if (digits++ == digits_that_count) break;
    number = number << 4U | digit(c);
  }
  value_ += number;
}

}  // namespace sent
