// SPDX-License-Identifier: Apache-2.0

#include "config/config_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <sstream>

#include "config/nesting.hpp"
#include "io/text_file.hpp"
#include "model/failure.hpp"

namespace sent::config {

namespace {

constexpr std::size_t largest_config_file = std::size_t{1} << 20U;

std::string written(auto&& value) {
  std::ostringstream stream;
  stream << value;
  return stream.str();
}

FileValue value_of(const toml::node& node);

FileValue list_of(const toml::array& array) {
  std::string text;
  for (const auto& item : array) text += (text.empty() ? "" : ",") + value_of(item).text;
  return {text, "an array", SettingKind::list};
}

FileValue value_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return {text->get(), "a string", SettingKind::text};
  if (const auto* array = node.as_array()) return list_of(*array);
  if (const auto* table = node.as_table()) {
    return {written(toml::json_formatter(*table, toml::format_flags::none)), "a table", SettingKind::object};
  }
  if (const auto* number = node.as_integer()) {
    return {std::to_string(number->get()), "an integer", SettingKind::integer};
  }
  if (const auto* boolean = node.as_boolean()) {
    return {boolean->get() ? "true" : "false", "a boolean", SettingKind::boolean};
  }
  if (const auto* time = node.as_time()) {
    return {written(time->get()), "a time", SettingKind::time_of_day};
  }
  if (const auto* number = node.as_floating_point()) {
    return {fmt::format("{}", number->get()), "a float", SettingKind::share};
  }
  if (const auto* date = node.as_date()) return {written(date->get()), "a date", std::nullopt};
  return {written(node.as_date_time()->get()), "a date and time", std::nullopt};
}

std::map<std::string, FileValue> values_of(const toml::table& root) {
  std::map<std::string, FileValue> values;
  for (const auto& [section, node] : root) {
    const auto* table = node.as_table();
    if (table == nullptr) {
      values.emplace(section.str(), value_of(node));
      continue;
    }
    for (const auto& [key, value] : *table) {
      values.emplace(fmt::format("{}.{}", section.str(), key.str()), value_of(value));
    }
  }
  return values;
}

}  // namespace

std::map<std::string, FileValue> read_config_file(const std::string& path) {
  const auto content = io::read_text_file(path, {.bytes = largest_config_file});
  if (!content) {
    throw Failure(ExitCode::usage, fmt::format("reading the configuration {}: {}", path, io::text_file_fault()),
                  "pass --config the path of a TOML file that is readable by the user running the job");
  }
  const auto refuse = [&](std::size_t line, std::string_view why) {
    throw Failure(
        ExitCode::usage, fmt::format("reading the configuration {}, line {}: {}", path, line, why),
        "see https://toml.io for the format, and config/sent-source-data.example.toml for a complete example");
  };
  // The parser limits arrays and inline tables, but not the parts of a key, and needs its stack for each of them.
  if (const auto line = line_nested_too_deep(*content)) {
    refuse(*line, fmt::format("tables within more than {} others", deepest_toml));
  }
  try {
    return values_of(toml::parse(*content));
  } catch (const toml::parse_error& error) {
    refuse(error.source().begin.line, error.description());
  }
  return {};
}

bool suits(const FileValue& value, SettingKind kind) {
  if (!value.kind) return false;
  if (*value.kind == SettingKind::text || *value.kind == kind) return true;
  return *value.kind == SettingKind::integer && (kind == SettingKind::size || kind == SettingKind::share);
}

}  // namespace sent::config
