// SPDX-License-Identifier: Apache-2.0

#include "job/report/run_facts.hpp"

#include <utility>

namespace sent::job::report {

void note_shipping(metrics::RunFacts& facts, const ship::ShippingCounts& sent) {
  facts.requests = sent.requests;
  facts.retries = sent.retries;
  facts.request_bytes = sent.bytes;
  facts.waited = sent.waited;
}

void note_stages(metrics::RunFacts& facts, const StageClock& times) {
  for (const auto& [stage, name] : {std::pair{Stage::reading, "reading"}, std::pair{Stage::expanding, "expanding"},
                                    std::pair{Stage::encoding, "encoding"}, std::pair{Stage::waiting, "waiting"}}) {
    facts.stages.emplace_back(name, times.seconds(stage));
  }
}

}  // namespace sent::job::report
