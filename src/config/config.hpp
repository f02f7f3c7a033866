// SPDX-License-Identifier: Apache-2.0

// The configuration as typed values, checked. Every field belongs to one row of config/settings.cpp,
// which declares its name, default, bounds and description; nothing else declares a setting.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/proxy.hpp"

namespace sent::config {

enum class Preset { segment_us, segment_eu, rudderstack, jitsu, custom, file };

struct Config {
  struct Database {
    std::string url;     // secret; empty: libpq's own PG* variables decide
    std::string schema;  // of the input contract
    std::chrono::milliseconds connect_timeout{};
    int max_attempts = 0;                 // of a read or a ledger transaction that fails for a reason that may pass
    std::chrono::milliseconds backoff{};  // upper bound of the first wait, doubled each time
  };
  struct Ledger {
    std::string url;  // secret; empty: the same as database.url
  };
  struct Job {
    std::string timezone;  // a name that PostgreSQL knows
    std::chrono::milliseconds settle{};
    int catch_up_days = 0;
    std::size_t memory = 0;  // bytes
    std::chrono::milliseconds lease{};
    std::chrono::milliseconds grace{};
    std::chrono::milliseconds time_budget{};  // 0: none
    std::uint64_t max_events = 0;             // of a day; 0: no limit
  };
  struct Windows {
    int monthly_days = 0;
    int weekly_days = 0;  // <= monthly_days
  };
  struct Plan {
    std::string directory;  // with the tracking plan's rules; empty: those that are compiled in
  };
  struct Event {
    std::string namespace_uuid;                 // event.namespace; empty: the ledger's own
    std::chrono::seconds time_of_day{};         // since midnight
    std::vector<std::string> extra_properties;  // of: date, ownerType
    std::size_t max_properties = 0;
    std::string integrations;  // a JSON object as compact text; empty: none
  };
  struct Backfill {
    std::string integrations;  // as event.integrations, which it replaces in a backfill
  };
  struct Sink {
    Preset preset{};
    std::string url;                   // http or https, path included; never with user or password in it
    std::string write_key;             // secret; from sink.write_key, sink.write_key_file or SEGMENT_WRITE_KEY
    std::optional<http::Proxy> proxy;  // from sink.proxy, or HTTPS_PROXY and the like; none: directly
    bool gzip = false;
    std::size_t concurrency = 0;
    std::size_t max_event_bytes = 0;
    std::size_t max_body_bytes = 0;
    std::size_t max_batch_events = 0;
    std::uint64_t max_events_per_second = 0;    // 0: no limit
    std::uint64_t max_requests_per_second = 0;  // 0: no limit
    std::chrono::milliseconds connect_timeout{};
    std::chrono::milliseconds request_timeout{};
    int max_attempts = 0;                     // of one request; waiting on Retry-After does not count
    std::chrono::milliseconds backoff{};      // upper bound of the first wait, doubled each time
    std::chrono::milliseconds max_backoff{};  // and never above this
    std::string ca_file;                      // empty: the system's certificates
    std::string path;                         // preset file: where the events go, "-" is standard output
  };

  struct Metrics {
    std::string textfile;              // path; empty: none
    std::string pushgateway;           // URL; empty: none
    std::optional<http::Proxy> proxy;  // to the Pushgateway, from HTTPS_PROXY and the like
  };

  Database database;
  Ledger ledger;
  Job job;
  Windows windows;
  Plan plan;
  Event event;
  Backfill backfill;
  Sink sink;
  Metrics metrics;
};

}  // namespace sent::config
