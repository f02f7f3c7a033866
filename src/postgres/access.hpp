// SPDX-License-Identifier: Apache-2.0

// How a database is reached, and how long to wait for it.

#pragma once

#include <chrono>
#include <stop_token>
#include <string>

namespace sent::postgres {

// A value.
struct Access {
  enum class Database { counters, ledger };  // which setting contains the URL, for hints

  std::string url;  // a libpq URL or key=value text; empty: the PG* variables
  std::chrono::milliseconds connect_timeout{10'000};
  Database database = Database::counters;
  // Once a stop is requested, each wait for the server, under way or begun later, ends within `grace`.
  std::stop_token stop = {};
  std::chrono::milliseconds grace{0};
};

}  // namespace sent::postgres
