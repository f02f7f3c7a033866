// SPDX-License-Identifier: Apache-2.0

#include "metrics/run_samples.hpp"

#include "model/exit_code.hpp"

namespace sent::metrics {

namespace {

using std::chrono::duration;

double seconds_since_epoch(auto instant) { return duration<double>(instant.time_since_epoch()).count(); }

// Samples of one command.
class Samples {
 public:
  explicit Samples(std::string command) : command_(std::move(command)) {}

  void add(const MetricFamily& family, double value) { all_.push_back({family.name, {{"command", command_}}, value}); }
  void add(const MetricFamily& family, std::string label, std::string_view name, double value) {
    all_.push_back({family.name, {{"command", command_}, {std::move(label), std::string(name)}}, value});
  }
  void add(const MetricFamily& family, std::string label, std::string_view name, std::uint64_t value) {
    add(family, std::move(label), name, static_cast<double>(value));
  }
  void add(const MetricFamily& family, std::uint64_t value) { add(family, static_cast<double>(value)); }

  [[nodiscard]] std::vector<Sample> take() { return std::move(all_); }

 private:
  std::string command_;
  std::vector<Sample> all_;
};

void add_rows(Samples& samples, const RunTotals& totals) {
  samples.add(metric::run_rows, "fate", "used", totals.rows.used);
  samples.add(metric::run_rows, "fate", "out_of_scope", totals.rows.out_of_scope);
  samples.add(metric::run_rows, "fate", "dirty", totals.findings.dirty_rows());
  for (const auto& [kind, name, meaning] : finding_meanings) {
    samples.add(metric::run_dirty_rows, "kind", name, totals.findings.dirty_rows(kind));
  }
}

}  // namespace

std::vector<Sample> run_samples(const RunFacts& run) {
  Samples samples(run.command);
  const bool success = run.exit_code == static_cast<int>(ExitCode::complete);
  if (success) samples.add(metric::last_success, seconds_since_epoch(run.ended_at));
  samples.add(metric::run_end, seconds_since_epoch(run.ended_at));
  samples.add(metric::run_duration, run.took.count());
  samples.add(metric::run_exit_code, static_cast<double>(run.exit_code));
  samples.add(metric::run_events, "outcome", "planned", run.totals.planned);
  samples.add(metric::run_events, "outcome", "delivered", run.totals.delivered);
  samples.add(metric::run_events, "outcome", "rejected", run.totals.rejected);
  samples.add(metric::run_requests, run.requests);
  samples.add(metric::run_retries, run.retries);
  samples.add(metric::run_request_bytes, run.request_bytes);
  samples.add(metric::run_wait, run.waited.count());
  add_rows(samples, run.totals);
  for (const auto& [stage, took] : run.stages) samples.add(metric::run_stage, "stage", stage, took.count());
  return samples.take();
}

std::vector<Sample> deployment_samples(const std::string& version, const std::optional<DeploymentFacts>& ledger) {
  std::vector<Sample> samples{{metric::build_info.name, {{"version", version}}, 1}};
  if (!ledger) return samples;
  if (ledger->delivered_through) {
    samples.push_back({metric::delivered_through.name, {}, seconds_since_epoch(*ledger->delivered_through)});
  }
  samples.push_back({metric::undelivered_days.name, {}, static_cast<double>(ledger->undelivered_days)});
  samples.push_back({metric::rejected_events.name, {}, static_cast<double>(ledger->rejected_events)});
  return samples;
}

}  // namespace sent::metrics
