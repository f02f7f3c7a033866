// SPDX-License-Identifier: Apache-2.0

// How much a test that enumerates or repeats does. SENT_TEST_EFFORT reduces it when a thorough run takes too long, as
// under the sanitizers: "short" uses every fifth point and fewer rounds, "smoke" a few points, but every path at least
// once. Measurements of memory or time mean nothing under a sanitizer: such a test skips itself unless the effort is
// full.

#pragma once

#include <cstdlib>
#include <string_view>

namespace sent::tests {

enum class TestEffort { full, brief, smoke };

[[nodiscard]] inline TestEffort test_effort() {
  const char* const set = std::getenv("SENT_TEST_EFFORT");
  const std::string_view effort = set == nullptr ? "" : set;
  if (effort == "smoke") return TestEffort::smoke;
  return effort == "short" ? TestEffort::brief : TestEffort::full;
}

// Whether the tested program is one with a sanitizer.
inline bool is_sanitized() { return std::getenv("ASAN_OPTIONS") != nullptr || std::getenv("TSAN_OPTIONS") != nullptr; }

}  // namespace sent::tests
