// SPDX-License-Identifier: Apache-2.0

// The grants of roles in a database, as the server lists them: one privilege on one object each.

#pragma once

#include <string>
#include <vector>

#include "support/database/test_database.hpp"

namespace sent::tests {

struct Grant {
  std::string privilege, object, role;

  // Without quotes: "grant select on source_data.sources to reader".
  [[nodiscard]] std::string text() const { return "grant " + privilege + " on " + object + " to " + role; }
};

// The grants of one role on the database, its schemas and its relations, without its rights as an owner. Ordered by
// object, then privilege.
[[nodiscard]] std::vector<Grant> grants_of(TestDatabase& database, const std::string& role);

// Revokes a grant for its own lifetime.
class Revoked {
 public:
  Revoked(TestDatabase& database, const Grant& grant) : database_(database), grant_(grant) {
    database_.exec("revoke " + grant_.privilege + " on " + grant_.object + " from " + grant_.role);
  }
  ~Revoked() { database_.exec(grant_.text()); }
  Revoked(const Revoked&) = delete;
  Revoked& operator=(const Revoked&) = delete;

 private:
  TestDatabase& database_;
  Grant grant_;
};

}  // namespace sent::tests
