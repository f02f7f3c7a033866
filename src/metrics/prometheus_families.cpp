// SPDX-License-Identifier: Apache-2.0

#include "metrics/prometheus_families.hpp"

#include <string>
#include <utility>

namespace sent::metrics {

namespace {

prometheus::ClientMetric metric_of(const Sample& sample) {
  prometheus::ClientMetric metric;
  for (const auto& [name, value] : sample.labels) metric.label.push_back({name, value});
  metric.gauge.value = sample.value;
  return metric;
}

}  // namespace

std::vector<prometheus::MetricFamily> prometheus_families(const std::vector<Sample>& samples) {
  std::vector<prometheus::MetricFamily> families;
  for (const MetricFamily& declared : metric_families) {
    prometheus::MetricFamily family{std::string(metric_prefix) + std::string(declared.name),
                                    std::string(declared.help),
                                    prometheus::MetricType::Gauge,
                                    {}};
    for (const Sample& sample : samples) {
      if (sample.family == declared.name) family.metric.push_back(metric_of(sample));
    }
    if (!family.metric.empty()) families.push_back(std::move(family));
  }
  return families;
}

}  // namespace sent::metrics
