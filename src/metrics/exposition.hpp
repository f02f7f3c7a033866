// SPDX-License-Identifier: Apache-2.0

// Samples as Prometheus reads them from a file. Pure.
//
// A file has the newest of each command, so what an earlier run wrote stays unless this one says it anew: the time of
// the last success when this run failed, the ledger's when it could not be asked. Source of the format:
// https://prometheus.io/docs/instrumenting/exposition_formats/

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metrics/sample.hpp"

namespace sent::metrics {

// `earlier` is what the file held; what it has that is not ours is left out.
[[nodiscard]] std::string exposition(const std::vector<Sample>& samples, std::string_view earlier);

}  // namespace sent::metrics
