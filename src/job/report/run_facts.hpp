// SPDX-License-Identifier: Apache-2.0

// What a run did, for metrics. Not thread-safe.

#pragma once

#include "job/stage_clock.hpp"
#include "metrics/run_samples.hpp"
#include "ship/shipper.hpp"

namespace sent::job::report {

void note_shipping(metrics::RunFacts& facts, const ship::ShippingCounts& sent);
void note_stages(metrics::RunFacts& facts, const StageClock& times);

}  // namespace sent::job::report
