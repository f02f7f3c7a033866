// SPDX-License-Identifier: Apache-2.0

// The usage source on PostgreSQL: COPY over two connections that share one snapshot, or over one if the two reach
// different servers. Thread-safe.

#pragma once

#include <memory>
#include <stop_token>

#include "config/config.hpp"
#include "model/notice.hpp"
#include "model/pulse.hpp"
#include "read/contract.hpp"
#include "read/usage_source.hpp"

namespace sent::read {

// A value.
struct ReadingOptions {
  // Beaten while a read waits for the server and with what arrives. May be null; must outlive the source.
  Pulse* pulse = nullptr;
  // Gets what the server says beside the rows, on the threads that read, and that only one connection can be used.
  NoticeSink on_notice = {};
  bool on_one_connection = false;
};

// `contract`: what the schema has, which is right (read/contract_faults.hpp). Once `stop` is
// requested, every read ends with Failure(interrupted).
[[nodiscard]] std::unique_ptr<UsageSource> make_postgres_usage_source(const config::Config& config,
                                                                      const FoundContract& contract,
                                                                      std::stop_token stop,
                                                                      ReadingOptions options = {});

}  // namespace sent::read
