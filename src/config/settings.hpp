// SPDX-License-Identifier: Apache-2.0

// Every setting, declared once. Parsing, help, docs/settings.md and checks derive from this table.
//
// To add one: a member in config/config.hpp and a row in settings.cpp; then run the tests with
// UPDATE_GOLDEN=1, which rewrites docs/settings.md.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "config/config.hpp"
#include "config/form.hpp"

namespace sent::config {

struct Setting {
  std::string name;           // section.key
  std::string default_value;  // as it would be written; empty: none
  SettingKind kind;
  std::string form;  // what is wanted, bounds included
  bool secret;       // its value is never shown
  std::string help;  // a sentence
  Store store;
  std::vector<std::string> choices;  // every value there is, when they are few
};

[[nodiscard]] std::span<const Setting> settings();
// Null when there is none of this name.
[[nodiscard]] const Setting* find_setting(std::string_view name);
// SENT_SOURCE_DATA_SINK_URL for sink.url.
[[nodiscard]] std::string environment_name(const Setting& setting);

}  // namespace sent::config
