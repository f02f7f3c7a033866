// SPDX-License-Identifier: Apache-2.0

// From settings to the rules of events. Pure.

#pragma once

#include "config/config.hpp"
#include "encode/event_writer.hpp"
#include "model/uuid.hpp"

namespace sent::job::start {

// `of_ledger`: the ledger's namespace, which event.namespace overrides.
[[nodiscard]] encode::EventRules event_rules(const config::Config& config, const Uuid& of_ledger, bool is_backfill);

}  // namespace sent::job::start
