#include "config/config_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <toml++/toml.h>

#include "model/failure.hpp"

namespace sent {

namespace {

std::string text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  std::ostringstream stream;
  if (const auto* table = node.as_table()) {
    stream << toml::json_formatter(*table, toml::format_flags::none);
  } else if (const auto* array = node.as_array()) {
    for (const auto& item : *array) stream << (stream.tellp() > 0 ? "," : "") << text_of(item);
  } else if (const auto* number = node.as_integer()) {
    stream << number->get();
  } else if (const auto* boolean = node.as_boolean()) {
    stream << (boolean->get() ? "true" : "false");
  } else if (const auto* time = node.as_time()) {
    stream << time->get();
  } else {
    stream << "?";  // a float or a date, which no setting takes
  }
  return stream.str();
}

}  // namespace

std::map<std::string, std::string> read_config_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) {
    throw Failure(ExitCode::usage, fmt::format("reading the configuration {}: it cannot be read", path));
  }
  std::map<std::string, std::string> values;
  try {
    const toml::table root = toml::parse(content.str());
    for (const auto& [section, node] : root) {
      const auto* table = node.as_table();
      if (table == nullptr) {
        values.emplace(section.str(), text_of(node));
        continue;
      }
      for (const auto& [key, value] : *table) values.emplace(fmt::format("{}.{}", section.str(), key.str()), text_of(value));
    }
  } catch (const toml::parse_error& error) {
    throw Failure(ExitCode::usage, fmt::format("reading the configuration {}, line {}: {}", path,
                                               error.source().begin.line, error.description()));
  }
  return values;
}

}  // namespace sent
