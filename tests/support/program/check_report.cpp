// SPDX-License-Identifier: Apache-2.0

#include "support/program/check_report.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sent::tests {

namespace {

std::string text_of(const nlohmann::json& value) { return value.is_null() ? "" : value.get<std::string>(); }

}  // namespace

CheckLine CheckReport::at(const std::string& name) const {
  EXPECT_EQ(lines.count(name), 1U) << name << " in " << text;
  const auto line = lines.find(name);
  return line == lines.end() ? CheckLine{} : line->second;
}

CheckReport report_of(const ProgramResult& result) {
  EXPECT_EQ(result.err, "");
  const auto document = nlohmann::json::parse(result.out);
  CheckReport report{result.exit_code, document["ok"], result.out, {}};
  for (const auto& check : document["checks"]) {
    report.lines.emplace(check["name"], CheckLine{check["outcome"], check["message"], text_of(check["hint"])});
  }
  EXPECT_EQ(report.ok, result.exit_code == 0) << result.out;
  return report;
}

void expect_check(const CheckReport& report, int exit_code, const std::string& name, const std::string& outcome,
                  const std::string& part) {
  EXPECT_EQ(report.exit_code, exit_code) << report.text;
  const auto line = report.at(name);
  EXPECT_EQ(line.outcome, outcome) << report.text;
  EXPECT_NE((line.message + " / " + line.hint).find(part), std::string::npos) << line.message << " / " << line.hint;
  EXPECT_EQ(line.hint.empty(), outcome == "ok" || outcome == "skipped") << line.hint;
}

}  // namespace sent::tests
