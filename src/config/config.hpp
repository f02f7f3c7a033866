// SPDX-License-Identifier: Apache-2.0

// The configuration as typed values that have been checked. Each field belongs to one row of config/settings.cpp, the
// only place that declares a setting's name, default, bounds and description. A value.

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
    std::string url;     // secret; empty: libpq's PG* variables apply
    std::string schema;  // with the relations of the input contract
    std::chrono::milliseconds connect_timeout{};
    int max_attempts = 0;                 // at a read or ledger transaction that fails temporarily
    std::chrono::milliseconds backoff{};  // longest first wait; doubles each time
  };
  struct Ledger {
    std::string url;  // secret; empty: the same as database.url
  };
  struct Job {
    std::string timezone;  // by a name that PostgreSQL knows
    std::chrono::milliseconds settle{};
    int catch_up_days = 0;
    std::size_t memory = 0;  // bytes
    std::chrono::milliseconds lease{};
    std::chrono::milliseconds grace{};
    std::chrono::milliseconds time_budget{};  // 0: no limit
    std::uint64_t max_events = 0;             // per day; 0: no limit
  };
  struct Windows {
    int monthly_days = 0;
    int weekly_days = 0;  // <= monthly_days
  };
  struct Plan {
    std::string directory;  // with the rules of the tracking plan; empty: the built-in plan
  };
  struct Event {
    std::string namespace_uuid;                 // event.namespace; empty: the ledger's namespace
    std::chrono::seconds time_of_day{};         // since midnight
    std::vector<std::string> extra_properties;  // date, ownerType
    std::size_t max_properties = 0;
    std::string integrations;  // a JSON object as compact text; empty: events have no `integrations`
  };
  struct Backfill {
    std::string integrations;  // replaces event.integrations in a backfill; empty: it does not
  };
  struct Sink {
    Preset preset{};
    std::string url;                   // http or https, with the path, without user name and password
    std::string write_key;             // secret; from sink.write_key, sink.write_key_file or SEGMENT_WRITE_KEY
    std::optional<http::Proxy> proxy;  // from sink.proxy, HTTPS_PROXY and so on; absent: connect directly
    bool gzip = false;
    std::size_t concurrency = 0;
    std::size_t max_event_bytes = 0;
    std::size_t max_body_bytes = 0;
    std::size_t max_batch_events = 0;
    std::uint64_t max_events_per_second = 0;    // 0: no limit
    std::uint64_t max_requests_per_second = 0;  // 0: no limit
    std::chrono::milliseconds connect_timeout{};
    std::chrono::milliseconds request_timeout{};
    int max_attempts = 0;                     // at one request; waiting because of Retry-After does not count
    std::chrono::milliseconds backoff{};      // longest first wait; doubles each time
    std::chrono::milliseconds max_backoff{};  // longest wait of all
    std::string ca_file;                      // empty: the system's certificates
    std::string path;                         // of the file that preset `file` writes; "-": standard output
  };

  struct Metrics {
    std::string textfile;              // path; empty: write no file
    std::string pushgateway;           // URL; empty: push nowhere
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
