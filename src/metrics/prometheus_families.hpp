// SPDX-License-Identifier: Apache-2.0

// Samples in the form of prometheus-cpp. Only for the other files of this folder.

#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "metrics/sample.hpp"

namespace sent::metrics {

// The families that have samples, in the order in which they are declared. Pure.
[[nodiscard]] std::vector<prometheus::MetricFamily> prometheus_families(const std::vector<Sample>& samples);

}  // namespace sent::metrics
