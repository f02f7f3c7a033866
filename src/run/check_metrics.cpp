#include "check/metrics_checks.hpp"
#include "run/attempt.hpp"
#include "run/checks.hpp"
#include "run/setup.hpp"
#include "run/whole_file.hpp"

namespace sent {

namespace {

std::variant<Reached, NoReply> reach(const Config& config) {
  Config::Sink gateway = config.sink;
  gateway.url = config.metrics.pushgateway;
  gateway.proxy.reset();
  gateway.ca_file.clear();
  return reach_receiver(gateway, user_agent, {});
}

}  // namespace

Checks check_metrics(const Config& config) {
  Checks checks;
  const auto& [textfile, pushgateway] = config.metrics;
  if (!textfile.empty()) add(checks, judge_textfile(textfile, may_write_whole_file(textfile)));
  if (!pushgateway.empty()) {
    attempt(checks, "metrics_pushgateway", [&] { return judge_pushgateway(pushgateway, reach(config)); });
  }
  return checks;
}

}  // namespace sent
