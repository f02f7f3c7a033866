// SPDX-License-Identifier: Apache-2.0

// What `check --json` printed, by the names of its checks.

#pragma once

#include <map>
#include <string>

#include "support/program/program.hpp"

namespace sent::tests {

struct CheckLine {
  std::string outcome, message, hint;
};

struct CheckReport {
  int exit_code = -1;
  bool ok = false;
  std::string text;
  std::multimap<std::string, CheckLine> lines;

  // Of the one check by this name; fails the test when there are none or several.
  [[nodiscard]] CheckLine at(const std::string& name) const;
};

// Fails the test when anything else was printed, or the document and the exit code differ.
[[nodiscard]] CheckReport report_of(const ProgramResult& result);

// `part` is of the message or the hint; there is a hint just when there is something to do.
void expect_check(const CheckReport& report, int exit_code, const std::string& name, const std::string& outcome,
                  const std::string& part);

}  // namespace sent::tests
