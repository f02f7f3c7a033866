// SPDX-License-Identifier: Apache-2.0

#include "postgres/grant.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(Grant, IsAValidStatement) {
  EXPECT_EQ(postgres::grant("select", "\"s\".sources", "r"), "grant select on \"s\".sources to \"r\";");
  EXPECT_EQ(postgres::grant("usage", "schema " + postgres::quoted_identifier("a \"b\""), "o'r\"r"),
            "grant usage on schema \"a \"\"b\"\"\" to \"o'r\"\"r\";");
}

TEST(Grant, AMissingConnectPrivilegeIsRecognized) {
  EXPECT_TRUE(postgres::lacks_connect(
      "FATAL:  permission denied for database \"d\" DETAIL:  User does not have CONNECT privilege."));
  EXPECT_FALSE(postgres::lacks_connect("FATAL:  password authentication failed for user \"u\""));
  EXPECT_FALSE(postgres::lacks_connect("FATAL:  database \"d\" does not exist"));
}

}  // namespace
}  // namespace sent::tests
