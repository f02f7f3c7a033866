// SPDX-License-Identifier: Apache-2.0

#include "job/start/known_sources.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "model/failure.hpp"

namespace sent::job::start {

void require_known_sources(const std::set<std::string, std::less<>>& ids, read::Calendar& calendar) {
  std::vector<std::string> unknown;
  for (const std::string& id : ids) {
    if (!calendar.is_source(id)) unknown.push_back(fmt::format("\"{}\"", id));
  }
  if (unknown.empty()) return;
  throw Failure(ExitCode::usage,
                fmt::format("looking for the sources of --source: none has the id {}", fmt::join(unknown, ", ")),
                "give the source_id of the relation sources, as text; a slug is not an id");
}

}  // namespace sent::job::start
