// How much a test that enumerates or repeats should do. SENT_TEST_EFFORT=short asks for less where a thorough run
// takes too long, as under the sanitizers: every n-th point, fewer rounds, but every path at least once.

#pragma once

#include <cstdlib>
#include <string_view>

namespace sent::tests {

enum class TestEffort { full, brief };

[[nodiscard]] inline TestEffort test_effort() {
  const char* const wanted = std::getenv("SENT_TEST_EFFORT");
  return wanted != nullptr && std::string_view(wanted) == "short" ? TestEffort::brief : TestEffort::full;
}

}  // namespace sent::tests
