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
#include "model/uuid.hpp"

namespace sent::config {

enum class Preset { segment_us, segment_eu, rudderstack, jitsu, custom, file };

struct Config {
  struct Database {
    std::string url;     // secret; of what it leaves out, libpq's PG* variables apply
    std::string schema;  // with the relations of the input contract
    std::chrono::milliseconds connect_timeout{};
    bool row_security = false;            // policies may hide rows
    int max_attempts = 0;                 // at a read or ledger transaction that fails temporarily
    std::chrono::milliseconds backoff{};  // longest first wait; doubles each time
  };
  struct Ledger {
    std::optional<std::string> url;  // secret; absent: the same as database.url
    std::string schema;
  };
  struct Job {
    std::string timezone;  // by a name that PostgreSQL knows
    std::chrono::milliseconds settle{};
    int catch_up_days = 0;
    double min_share = 0;    // of the days before it; 0: no limit
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
    std::optional<std::string> directory;  // with the rules of the tracking plan; absent: the built-in plan
  };
  struct Event {
    std::optional<Uuid> name_space;             // absent: the ledger's
    std::chrono::seconds time_of_day{};         // since midnight
    std::vector<std::string> extra_properties;  // date, ownerType
    std::size_t max_properties = 0;
    std::optional<std::string> integrations;  // a JSON object as compact text; absent: events have no `integrations`
  };
  struct Backfill {
    std::optional<std::string> integrations;  // replaces event.integrations in a backfill; absent: it does not
  };
  struct Sink {
    Preset preset{};
    std::vector<std::string>
        faults;       // what is missing or wrong, for a command that goes on without; see config/load.hpp
    std::string url;  // of every preset but `file`: http or https, with the path, without user name and password
    std::optional<std::string> write_key;  // secret; from sink.write_key, sink.write_key_file or SEGMENT_WRITE_KEY
    std::optional<http::Proxy> proxy;      // from sink.proxy, HTTPS_PROXY and so on; absent: connect directly
    bool gzip = false;
    std::size_t concurrency = 0;
    std::uint64_t max_batches_ahead = 64;  // in flight or settled, behind the first that is not
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
    std::optional<std::string> ca_file;       // absent: the system's certificates
    std::string path;                         // of preset `file`: the file to write; "-": standard output
  };

  struct Metrics {
    std::optional<std::string> textfile;     // path; absent: write no file
    std::optional<std::string> pushgateway;  // URL; absent: push nowhere
    std::optional<http::Proxy> proxy;        // to the Pushgateway, from HTTPS_PROXY and the like
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
