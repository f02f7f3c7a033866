// SPDX-License-Identifier: Apache-2.0

// What each preset sets. docs/receivers.md says how the receivers differ. Pure.
//
// Sources of the limits. Segment: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/.
// RudderStack: bodies of 4,000 KiB after decompression, and events of 32 KB on its own hosts,
// https://github.com/rudderlabs/rudder-server/blob/master/gateway/handle_lifecycle.go. Jitsu: messages of 1,000,000
// bytes, each an event with its request's headers, https://github.com/jitsucom/bulker/blob/main/ingest/config.go; the
// body limit stays below the 1 MiB that an nginx in front of it accepts. All except a custom receiver accept gzip.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.hpp"

namespace sent::config {

// Every preset, in the order of the documentation.
[[nodiscard]] std::vector<Preset> presets();
[[nodiscard]] std::optional<Preset> find_preset(std::string_view name);
[[nodiscard]] std::string_view preset_name(Preset preset);
// Whether it is one of the two Segment regions.
[[nodiscard]] constexpr bool is_segment(Preset preset) {
  return preset == Preset::segment_us || preset == Preset::segment_eu;
}
// How the path of sink.url ends for a receiver of this kind; absent: any path.
[[nodiscard]] std::optional<std::string_view> preset_path(Preset preset);
// "segment-us, segment-eu, …".
[[nodiscard]] std::string preset_names();
// Setting → text. Every setting of the user overrides these.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> preset_values(Preset preset);
// Whether the preset decides the default of this setting.
[[nodiscard]] bool preset_sets(std::string_view setting);
// The same settings as a list, with names between backticks: "`sink.gzip` true, `sink.max_event_bytes` 32000, …".
[[nodiscard]] std::string preset_summary(Preset preset);
// The table of presets for docs/settings.md.
[[nodiscard]] std::string presets_reference();

}  // namespace sent::config
