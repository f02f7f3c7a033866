// SPDX-License-Identifier: Apache-2.0

// What the operator does about an error of a database, by its code and by what was attempted. Pure.
//
// Source of the codes: https://www.postgresql.org/docs/15/errcodes-appendix.html

#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sent::postgres {

struct FailureHint {
  std::string_view code;     // of an error, or its first characters, which are those of a class
  std::string_view attempt;  // how the purpose begins; empty: any
  std::string_view hint;
};

// On the database with the counters. The first that fits counts.
inline constexpr std::array counters_hints{
    FailureHint{"42501", "",
                "grant what sql/roles.sql grants and, for a view, select on the relations behind it: to the view's "
                "owner, or with security_invoker to this role. If row-level security hides rows, read as a role that "
                "may see all of them, or set database.row_security = true if the rest is not meant to be sent"},
    FailureHint{"42P01", "",
                "a view, or a function behind it, does not find a name: the job's search_path is database.schema "
                "alone. Qualify the name, or `alter function … set search_path = …`"},
    FailureHint{"42703", "", "compare the schema with sql/contract/"},
    FailureHint{"42883", "",
                "a view, or a function behind it, does not find a function or operator for these types: the job's "
                "search_path is database.schema alone. Qualify the name, or `alter function … set search_path = …`"},
    FailureHint{
        "22023", "",
        "if this is about a time zone, set job.timezone to a name that PostgreSQL knows, see pg_timezone_names; "
        "otherwise change the expression of the view"},
    FailureHint{"55000", "", "fill the materialized view with `refresh materialized view`, or read from a primary"},
    FailureHint{"22", "",
                "an expression of the view fails for some row: let it return NULL there, for example by nullif() or "
                "case"},
};

// The hint that fits, or a general one.
[[nodiscard]] std::string counters_hint(std::string_view code, std::string_view purpose);

}  // namespace sent::postgres
