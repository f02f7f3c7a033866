// SPDX-License-Identifier: Apache-2.0

// Samples as Prometheus reads them from a file. Pure.
//
// The file contains the newest samples of each command. A sample of an earlier run stays until another run replaces it:
// for example the time of the last success if this run failed, or the ledger's samples if the ledger could not be read.
// Source of the format: https://prometheus.io/docs/instrumenting/exposition_formats/

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metrics/sample.hpp"

namespace sent::metrics {

// `earlier` is the file's previous content. Lines that this program did not write are left out.
[[nodiscard]] std::string exposition(const std::vector<Sample>& samples, std::string_view earlier);

}  // namespace sent::metrics
