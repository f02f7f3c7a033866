// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/metrics_checks.hpp"

#include <fmt/format.h>

namespace sent::command::check::receiver {

checklist::Check judge_textfile(const std::string& path, bool may_write) {
  constexpr std::string_view name = "metrics_textfile";
  if (may_write) return checklist::passed(name, fmt::format("{} can be written", path));
  return checklist::warned(
      name, fmt::format("{} cannot be written: its folder is not there, or takes no files", path),
      "make the folder of metrics.textfile writable for the job: runs go on, but nobody is told of them");
}

checklist::Check judge_pushgateway(const std::string& url, const std::variant<http::Reached, http::NoReply>& reached) {
  constexpr std::string_view name = "metrics_pushgateway";
  if (const auto* const failure = std::get_if<http::NoReply>(&reached)) {
    return checklist::warned(name, failure->what,
                             "see that the Pushgateway runs and that metrics.pushgateway is its address: runs go on, "
                             "but nobody is told of them");
  }
  return checklist::passed(name, fmt::format("{} is reached", url));
}

}  // namespace sent::command::check::receiver
