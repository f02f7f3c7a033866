// SPDX-License-Identifier: Apache-2.0

// Every setting, declared once: parsing, help, manual pages and docs/settings.md all use this table. Pure.
//
// To add a setting, add a member to config/config.hpp and a row to settings.cpp. Then run the tests with
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
  std::string default_value;  // as a user would write it; empty: there is none, or the preset sets it
  SettingKind kind;
  std::string form;  // what a value must be, with its bounds: "a whole number from 1 to 100"
  bool secret;       // never show its value
  std::string help;  // one or more sentences
  Store store;
  std::vector<std::string> choices;  // every possible value, if there are only a few
};

[[nodiscard]] std::span<const Setting> settings();
// Null if no setting has this name.
[[nodiscard]] const Setting* find_setting(std::string_view name);
// SENT_SOURCE_DATA_SINK_URL for sink.url.
[[nodiscard]] std::string environment_name(const Setting& setting);
// How the names of all of them begin.
inline constexpr std::string_view environment_prefix = "SENT_SOURCE_DATA_";

}  // namespace sent::config
