// Every setting, declared once. Parsing, help, docs/settings.md and checks derive from this table.
//
// To add one: a member in config/config.hpp and a row in settings.cpp; then run the tests with UPDATE_GOLDEN=1,
// which rewrites docs/settings.md.

#pragma once

#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace sent {

// Thrown by Setting::store: what is wanted instead, as in "a duration such as 500ms, 3s or 2h".
class UnwantedValue : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Setting {
  std::string name;           // section.key
  std::string default_value;  // as it would be written; empty: none
  std::string form;           // what is wanted
  bool secret;
  std::string help;           // a sentence
  std::function<void(Config&, const std::string& text)> store;
};

[[nodiscard]] std::span<const Setting> settings();
// Null when there is none of this name.
[[nodiscard]] const Setting* find_setting(std::string_view name);
// SENT_SOURCE_DATA_SINK_URL for sink.url.
[[nodiscard]] std::string environment_name(const Setting& setting);
// The whole reference as Markdown.
[[nodiscard]] std::string settings_reference();

}  // namespace sent
