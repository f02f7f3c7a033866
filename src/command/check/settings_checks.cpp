// SPDX-License-Identifier: Apache-2.0

#include "command/check/settings_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/preset.hpp"

namespace sent::command::check {

checklist::Check judge_settings(const config::Config& config) {
  return checklist::passed(
      "settings", fmt::format("preset {}, schema \"{}\", time zone {}", config::preset_name(config.sink.preset),
                              config.database.schema, config.job.timezone));
}

checklist::Checks judge_bad_settings(const Failure& failure) {
  checklist::Checks checks;
  std::string_view rest = failure.what();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const bool is_last = rest.empty();
    checks.push_back(checklist::failed("settings", failure.code(),
                                       std::string(line.substr(std::min(line.find_first_not_of(' '), line.size()))),
                                       is_last ? failure.hint() : std::nullopt));
  }
  return checks;
}

}  // namespace sent::command::check
