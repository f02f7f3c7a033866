// SPDX-License-Identifier: Apache-2.0

#include "command/check/checklist/check_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "text/visible_text.hpp"

namespace sent::command::check::checklist {

namespace {

struct OutcomeRow {
  CheckOutcome outcome;
  std::string_view name;
  std::string_view plural;
  int colour;  // of ANSI
};
constexpr std::array outcomes{OutcomeRow{CheckOutcome::ok, "ok", "ok", 32},
                              OutcomeRow{CheckOutcome::warning, "warning", "warnings", 33},
                              OutcomeRow{CheckOutcome::error, "error", "errors", 31},
                              OutcomeRow{CheckOutcome::skipped, "skipped", "skipped", 36}};

const OutcomeRow& row_of(CheckOutcome outcome) { return *std::ranges::find(outcomes, outcome, &OutcomeRow::outcome); }

std::size_t widest_name(const Checks& checks) {
  std::size_t widest = 0;
  for (const auto& check : checks) widest = std::max(widest, check.name.size());
  return widest;
}

std::string line_of(const Check& check, std::size_t name_width, bool colour) {
  const OutcomeRow& outcome = row_of(check.outcome);
  const std::string padded = fmt::format("{:<7}", outcome.name);
  const std::string shown = colour ? fmt::format("\x1b[{}m{}\x1b[0m", outcome.colour, padded) : padded;
  std::string text = fmt::format("{}  {:<{}}  {}\n", shown, check.name, name_width, text::visible(check.message));
  if (check.hint) text += fmt::format("{:{}}hint: {}\n", "", 7 + 2 + name_width + 2, text::visible(*check.hint));
  return text;
}

std::string count_of(const Checks& checks) {
  std::string counts;
  for (const auto& row : outcomes) {
    const auto count = std::ranges::count(checks, row.outcome, &Check::outcome);
    if (count > 0)
      counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, count == 1 ? row.name : row.plural);
  }
  return counts;
}

}  // namespace

std::string check_list(const Checks& checks, bool colour) {
  std::string text;
  const std::size_t name_width = widest_name(checks);
  for (const auto& check : checks) text += line_of(check, name_width, colour);
  return text + fmt::format("\n{}\n", count_of(checks));
}

std::string check_document(const Checks& checks) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const auto& check : checks) {
    list.push_back({{"name", check.name},
                    {"outcome", row_of(check.outcome).name},
                    {"message", check.message},
                    {"hint", check.hint ? Json(*check.hint) : Json()}});
  }
  const Json document{{"checks", std::move(list)}, {"ok", !has_error(checks)}};
  return text::visible_json(document.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace sent::command::check::checklist
