// SPDX-License-Identifier: Apache-2.0

#include "command/check/checklist/attempt.hpp"
#include "command/check/receiver/check_receiver.hpp"
#include "command/check/receiver/metrics_checks.hpp"
#include "io/whole_file.hpp"
#include "job/start/transports.hpp"

namespace sent::command::check::receiver {

namespace {

std::variant<http::Reached, http::NoReply> reach(const config::Config& config) {
  config::Config::Sink gateway = config.sink;
  gateway.url = config.metrics.pushgateway;
  gateway.proxy.reset();
  gateway.ca_file.clear();
  return reach_receiver(gateway, job::start::user_agent, {});
}

}  // namespace

checklist::Checks check_metrics(const config::Config& config) {
  checklist::Checks checks;
  const auto& [textfile, pushgateway] = config.metrics;
  if (!textfile.empty()) checklist::add(checks, judge_textfile(textfile, io::may_write_whole_file(textfile)));
  if (!pushgateway.empty()) {
    checklist::attempt(checks, "metrics_pushgateway", [&] { return judge_pushgateway(pushgateway, reach(config)); });
  }
  return checks;
}

}  // namespace sent::command::check::receiver
