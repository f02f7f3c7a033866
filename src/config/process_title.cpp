// SPDX-License-Identifier: Apache-2.0

#include "config/process_title.hpp"

#include <algorithm>
#include <string_view>

#include "config/settings.hpp"

namespace sent::config {

namespace {

void hide_value(char* setting) {
  const std::string_view text(setting);
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return;
  const config::Setting* const known = config::find_setting(text.substr(0, equals));
  if (known != nullptr && !known->secret) return;
  std::fill(setting + equals + 1, setting + text.size(), '*');
}

}  // namespace

void hide_secrets(std::span<char* const> arguments) {
  constexpr std::string_view joined = "--set=";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument(arguments[i]);
    if (argument.starts_with(joined)) hide_value(arguments[i] + joined.size());
    if (argument == "--set" && i + 1 < arguments.size()) hide_value(arguments[i + 1]);
  }
}

}  // namespace sent::config
