// SPDX-License-Identifier: Apache-2.0

#include "manual/settings_reference.hpp"

#include <fmt/format.h>

#include "config/preset.hpp"
#include "config/settings.hpp"

namespace sent::manual {

const std::string_view settings_introduction =
    R"(A setting comes from the defaults, the preset, the TOML file, the environment, or `--set KEY=VALUE`. A later
place in this list overrides an earlier one. An unknown name is an error, in the environment too.

The environment variable of `sink.url` is `SENT_SOURCE_DATA_SINK_URL`, and so on for every setting. If a setting is
not set, these variables apply: `DATABASE_URL` for `database.url`, `SEGMENT_WRITE_KEY` for `sink.write_key`, and
`HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` for `sink.proxy`, except for receivers in `NO_PROXY`.
The proxy variables also work in lower case, which takes precedence. `NO_PROXY` is a list of `*`, hosts (including
their subdomains), addresses and networks (`10.0.0.0/8`); a host or address may have a port (`example.com:8443`).
`NO_PROXY` does not affect `sink.proxy`. The same variables apply to `metrics.pushgateway`.

An empty variable counts as not set, and line ends behind a value are left out. Variables that Kubernetes makes for a
service, such as `SENT_SOURCE_DATA_SERVICE_HOST`, are no settings.

Write durations as `500ms`, `3s`, `5m`, `2h` or `1d`, and sizes as `20000`, `64kB`, `64KiB`, `4MB`, `64MiB` or `1GiB`.
)";

namespace {

constexpr std::string_view heading = R"(# Settings

<!-- generated from src/config/settings.cpp: run the tests with UPDATE_GOLDEN=1 -->

)";

constexpr std::string_view table_head = R"(
| setting | default | value | |
|---|---|---|---|
)";

std::string shown_default(const config::Setting& setting) {
  if (!setting.default_value.empty()) return "`" + setting.default_value + "`";
  return config::preset_sets(setting.name) ? "by preset" : "";
}

}  // namespace

std::string settings_reference() {
  std::string page = fmt::format("{}{}{}", heading, settings_introduction, table_head);
  for (const auto& setting : config::settings()) {
    page += fmt::format("| `{}` | {} | {} | {}{} |\n", setting.name, shown_default(setting), setting.form, setting.help,
                        setting.secret ? " Secret: never logged." : "");
  }
  return page + "\n" + config::presets_reference();
}

}  // namespace sent::manual
