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

  // The one check with this name; the test fails if there is not exactly one.
  [[nodiscard]] CheckLine at(const std::string& name) const;
};

// Fails the test if anything else was printed, or if the document and the exit code differ.
[[nodiscard]] CheckReport report_of(const ProgramResult& result);

// The message or the hint contains `part`. There is a hint only if the operator can do something.
void expect_check(const CheckReport& report, int exit_code, const std::string& name, const std::string& outcome,
                  const std::string& part);

}  // namespace sent::tests
