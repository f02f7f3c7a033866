// SPDX-License-Identifier: Apache-2.0

#include "command/check/monitoring/check_metrics.hpp"

#include <fmt/format.h>

#include "command/check/checklist/attempt.hpp"
#include "io/whole_file.hpp"
#include "job/start/transports.hpp"
#include "metrics/pushgateway.hpp"

namespace sent::command::check::monitoring {

namespace {

constexpr std::chrono::seconds longest_attempt{10};

}  // namespace

checklist::Checks check_metrics(const config::Config& config) {
  checklist::Checks checks;
  const auto& textfile = config.metrics.textfile;
  const auto& gateway = config.metrics.pushgateway;
  if (textfile) checklist::add(checks, judge_textfile(*textfile, io::may_create_file(*textfile)));
  if (gateway) {
    checklist::attempt(checks, "metrics_pushgateway", [&] {
      return judge_pushgateway(*gateway,
                               metrics::reach_pushgateway(config.metrics, job::start::user_agent, longest_attempt));
    });
  }
  return checks;
}

checklist::Check judge_textfile(const std::string& path, bool may_write) {
  constexpr std::string_view name = "metrics_textfile";
  if (may_write) return checklist::passed(name, fmt::format("{} can be written", path));
  return checklist::warned(
      name, fmt::format("{} cannot be written: its folder does not exist or is not writable", path),
      "make the folder of metrics.textfile writable for the job: runs continue, but no alert sees them");
}

checklist::Check judge_pushgateway(const std::string& url, const std::variant<http::Reached, http::NoReply>& reached) {
  constexpr std::string_view name = "metrics_pushgateway";
  if (const auto* const silence = std::get_if<http::NoReply>(&reached)) {
    return checklist::warned(name, silence->what,
                             "check that the Pushgateway runs and that metrics.pushgateway is its address; until then "
                             "runs work, but no alert sees them");
  }
  return checklist::passed(name, fmt::format("{} can be reached", url));
}

}  // namespace sent::command::check::monitoring
