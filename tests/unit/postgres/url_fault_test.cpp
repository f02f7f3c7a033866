// SPDX-License-Identifier: Apache-2.0

#include "postgres/url_fault.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

std::string fault_of(std::string_view url) {
  const auto is_parameter = [](std::string_view name) { return name == "sslmode" || name == "user" || name == "host"; };
  const auto fault = postgres::fault_of_url(url, is_parameter);
  return fault ? fault->what : "none";
}

TEST(UrlFault, IsNoneInWhatLibpqReads) {
  for (const auto* url :
       {"", "postgresql://", "postgres://h", "postgresql:///d", "postgresql://u@h/d", "postgresql://u:p@h:5432/d",
        "postgresql://u:p%2F%40%3F@h/d?sslmode=require", "postgresql://h1,h2:1/d?sslmode=require&user=a@b",
        "postgresql://[::1]/d", "postgresql://u:p?q@h/d", "postgresql://u:p#q@h/d",
        "postgresql:///d?host=/run/postgresql", "postgresql:///d?ssl=true", "host=h user=u password=a/b@c",
        "postgresql://%2Frun%2Fpostgresql/d"}) {
    EXPECT_EQ(fault_of(url), "none") << url;
  }
}

TEST(UrlFault, IsAPasswordThatIsNotEscaped) {
  for (const auto* url : {"postgresql://u:s3cr/et@h/d", "postgresql://u:x@s3cr@h/d", "postgres://s3cr/et@h/d",
                          "postgresql://u:a/b@c@h:1/d", "postgresql://u:a?bc=d@h/d", "postgresql://u:a?user=d@h/d",
                          "postgresql://u:12?bc=d@h/d", "postgresql://u:/@h"}) {
    EXPECT_EQ(fault_of(url), "its user name or password contains a character that is not escaped") << url;
  }
}

TEST(UrlFault, IsTheSchemeOrParameterOfAnotherLibrary) {
  EXPECT_EQ(fault_of("postgresql+psycopg2://u:p@h/d"), "libpq does not know its scheme \"postgresql+psycopg2://\"");
  EXPECT_EQ(fault_of("jdbc:postgresql://h/d"), "libpq does not know its scheme \"jdbc:postgresql://\"");
  EXPECT_EQ(fault_of("mysql://u:p@h/d"), "libpq does not know its scheme \"mysql://\"");
  EXPECT_EQ(fault_of("postgresql://u:p@h/d?schema=public"), "libpq does not know its parameter \"schema\"");
  EXPECT_EQ(fault_of("postgresql://u:p@h/d?sslmode=require&pgbouncer=true"),
            "libpq does not know its parameter \"pgbouncer\"");
}

TEST(UrlFault, NeverShowsWhatMayBeAPassword) {
  for (const auto* url :
       {"s3cret://x", "sql s3cret://x", "password='postgres://s3cret'", "postgresql://u:p?S3CR=et@h/d"}) {
    const std::string fault = fault_of(url);
    EXPECT_EQ(fault.find("s3c"), std::string::npos) << fault;
    EXPECT_EQ(fault.find("S3C"), std::string::npos) << fault;
  }
}

}  // namespace
}  // namespace sent::tests
