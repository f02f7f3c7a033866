// SPDX-License-Identifier: Apache-2.0

// The roles of sql/roles.sql in the database of a test. PUBLIC has no privileges there, so the roles have only what the
// file grants. Roles belong to the whole server; these are dropped at the end.

#pragma once

#include <map>
#include <string>

#include "support/database/test_database.hpp"

namespace sent::tests {

class Roles {
 public:
  // For schema source_data, which must exist.
  explicit Roles(TestDatabase& database);
  ~Roles();
  Roles(const Roles&) = delete;
  Roles& operator=(const Roles&) = delete;

  // Runs the file again, with its third role. REQUIRES: there is a ledger.
  void add_worker();

  [[nodiscard]] std::string reader_url() const { return url_of(reader); }
  [[nodiscard]] std::string ledger_url() const { return url_of(ledger); }
  [[nodiscard]] std::string worker_url() const { return url_of(worker); }

  static inline const std::string reader = "sent_source_data_reader";
  static inline const std::string ledger = "sent_source_data_ledger";
  static inline const std::string worker = "sent_source_data_worker";

 private:
  [[nodiscard]] std::string url_of(const std::string& role) const;

  TestDatabase& database_;
};

}  // namespace sent::tests
