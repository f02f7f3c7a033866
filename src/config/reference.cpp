// SPDX-License-Identifier: Apache-2.0

#include "config/reference.hpp"

#include <fmt/format.h>

#include "config/preset.hpp"
#include "config/settings.hpp"

namespace sent::config {

const std::string_view settings_introduction =
    R"(Defaults, then the preset, the TOML file, the environment and `--set KEY=VALUE`; the later wins.
Unknown names are refused.

In the environment a setting is `SENT_SOURCE_DATA_` + section + `_` + key, upper case:
`SENT_SOURCE_DATA_SINK_URL` for `sink.url`. `DATABASE_URL` for `database.url` and
`SEGMENT_WRITE_KEY` for `sink.write_key` are honoured when that is not set and they are not empty; so are
`HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` for `sink.proxy`, unless `NO_PROXY` exempts the receiver, all four also
in lower case, which wins. `NO_PROXY` is a list of `*`, hosts (each with all below it), addresses and networks
(`10.0.0.0/8`), also with a port (`example.com:8443`); it has no say when `sink.proxy` is set. The same
variables apply to `metrics.pushgateway`.
Durations read `500ms`, `3s`, `5m`, `2h`, `1d`; sizes `20000`, `64kB`, `64KiB`, `4MB`, `64MiB`, `1GiB`.
)";

namespace {

constexpr std::string_view heading = R"(# Settings

<!-- generated from src/config/settings.cpp: run the tests with UPDATE_GOLDEN=1 -->

)";

constexpr std::string_view table_head = R"(
| setting | default | wanted | |
|---|---|---|---|
)";

std::string shown_default(const Setting& setting) {
  if (!setting.default_value.empty()) return "`" + setting.default_value + "`";
  return preset_sets(setting.name) ? "by preset" : "";
}

}  // namespace

std::string settings_reference() {
  std::string page = fmt::format("{}{}{}", heading, settings_introduction, table_head);
  for (const auto& setting : settings()) {
    page += fmt::format("| `{}` | {} | {} | {}{} |\n", setting.name, shown_default(setting), setting.form, setting.help,
                        setting.secret ? " Secret: never logged." : "");
  }
  return page + "\n" + presets_reference();
}

}  // namespace sent::config
