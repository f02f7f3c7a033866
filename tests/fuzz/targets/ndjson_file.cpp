// SPDX-License-Identifier: Apache-2.0

#include "ship/ndjson_file.hpp"

#include "fuzz/input.hpp"
#include "fuzz/memory_file.hpp"
#include "model/failure.hpp"

namespace sent::tests {

namespace {

constexpr std::string_view event_opening = R"({"type":"track")";

bool is_begun_event(std::string_view tail) {
  return tail.substr(0, event_opening.size()) == event_opening.substr(0, tail.size());
}

}  // namespace

// What another process left in the file.
void fuzz_ndjson_file(Bytes bytes) {
  const std::string_view before = FuzzInput(bytes).rest();
  const std::string_view whole = before.substr(0, before.rfind('\n') + 1);
  const bool torn = is_begun_event(before.substr(whole.size()));
  const MemoryFile file(before);
  try {
    ship::NdjsonFile events(file.path());
    require(torn, "only what we began is cut off");
    require(file.text() == whole, "whole lines stay");
    require(events.append("{}\n", {}) == std::nullopt && file.text() == std::string(whole) + "{}\n",
            "lines follow lines");
  } catch (const Failure& failure) {
    require(failure.code() == ExitCode::usage, "a foreign file is a setting");
    require(!torn && file.text() == before, "a foreign file is left alone");
  }
}

}  // namespace sent::tests
