// SPDX-License-Identifier: Apache-2.0

#include "manual/settings_manual.hpp"

#include <fmt/format.h>

#include "config/preset.hpp"
#include "config/settings.hpp"
#include "manual/roff.hpp"
#include "manual/settings_reference.hpp"

namespace sent::manual {

namespace {

constexpr std::string_view form =
    "The file is TOML: a line `[section]` for each section, `key = value` below it, `#` before a comment. Quote texts, "
    "durations, times, and sizes with a unit, but not whole numbers, true and false. Put a list in brackets. All "
    "errors of a file are reported together.";

constexpr std::string_view example =
    "[database]\n"
    "url = \"postgresql://job@db.internal/product\"\n"
    "\n"
    "[job]\n"
    "timezone = \"Europe/Berlin\"\n"
    "settle = \"3h\"\n"
    "\n"
    "[sink]\n"
    "preset = \"segment-eu\"\n"
    "write_key_file = \"/etc/sent-source-data/write-key\"";

std::string_view section_of(const config::Setting& setting) {
  return std::string_view(setting.name).substr(0, setting.name.find('.'));
}

std::string default_of(const config::Setting& setting) {
  if (!setting.default_value.empty()) return fmt::format("`{}`", setting.default_value);
  return config::preset_sets(setting.name) ? "by preset" : "none";
}

void add_setting(roff::Page& page, const config::Setting& setting) {
  page.item(roff::bold(setting.name.substr(section_of(setting).size() + 1)),
            setting.help + (setting.secret ? " Secret: never logged." : ""));
  page.set_line(".br\n" + roff::prose(fmt::format("Expected: {}.", setting.form)));
  page.set_line(".br\n" + roff::prose(fmt::format("Default: {}.", default_of(setting))));
  page.set_line(".br\n" + roff::prose(fmt::format("Environment: `{}`.", config::environment_name(setting))));
}

void add_settings(roff::Page& page) {
  std::string_view section;
  for (const auto& setting : config::settings()) {
    if (section_of(setting) != section) {
      section = section_of(setting);
      page.subsection(fmt::format("[{}]", section));
    }
    add_setting(page, setting);
  }
}

void add_presets(roff::Page& page) {
  page.set_line(roff::prose("The values that `sink.preset` sets. Each can be overridden:"));
  for (const config::Preset preset : config::presets()) {
    page.item(roff::bold(config::preset_name(preset)), config::preset_summary(preset));
  }
}

// Empty lines separate paragraphs.
void add_paragraphs(roff::Page& page, std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find("\n\n");
    page.paragraph(text.substr(0, end));
    text = end == std::string_view::npos ? "" : text.substr(end + 2);
  }
}

}  // namespace

std::string settings_manual(std::string_view date) {
  roff::Page page("SENT-SOURCE-DATA.TOML", 5, date, "File Formats");
  page.section("NAME");
  page.set_line(roff::plain("sent-source-data.toml") + " \\- " + roff::plain("settings of sent-source-data"));
  page.section("DESCRIPTION");
  page.set_line(roff::prose(form));
  add_paragraphs(page, settings_introduction);
  page.section("SETTINGS");
  page.set_line(roff::prose("A setting's name is its section, a dot and its key: `sink.url` is `url` below `[sink]`."));
  add_settings(page);
  page.section("PRESETS");
  add_presets(page);
  page.section("EXAMPLES");
  page.example(example);
  page.section("SEE ALSO");
  page.set_line(roff::bold("sent-source-data") + "(1)");
  return page.text();
}

}  // namespace sent::manual
