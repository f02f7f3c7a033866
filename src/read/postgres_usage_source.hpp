// SPDX-License-Identifier: Apache-2.0

// The usage source on PostgreSQL: COPY over two connections that share one snapshot. Thread-safe.

#pragma once

#include <memory>
#include <stop_token>

#include "config/config.hpp"
#include "model/pulse.hpp"
#include "read/contract.hpp"
#include "read/usage_source.hpp"

namespace sent::read {

// `contract`: what the schema has, which is right (read/contract_faults.hpp). Once `stop` is
// requested, every read ends with Failure(interrupted). `pulse`, which may be null and must outlive the source, is
// beaten while a read waits for the server and with what arrives.
[[nodiscard]] std::unique_ptr<UsageSource> make_postgres_usage_source(const config::Config& config,
                                                                      const FoundContract& contract,
                                                                      std::stop_token stop, Pulse* pulse = nullptr);

}  // namespace sent::read
