// SPDX-License-Identifier: Apache-2.0

// How a database is reached, and how long to wait for it.

#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "model/notice.hpp"
#include "model/pulse.hpp"

namespace sent::postgres {

// A value.
struct Access {
  enum class Database { counters, ledger };  // which setting contains the URL, for hints

  std::string url;  // a libpq URL or key=value text; empty: the PG* variables
  std::chrono::milliseconds connect_timeout{10'000};
  Database database = Database::counters;
  // Once a stop is requested, every wait for the server, under way or begun later, ends at once.
  std::stop_token stop = {};
  // Beaten while a bulk read waits for the server, and with each part that arrives. May be null.
  Pulse* pulse = nullptr;
  // Gets the notices of statements. Empty: nobody. Those of connecting are dropped.
  NoticeSink on_notice = {};
};

}  // namespace sent::postgres
