// SPDX-License-Identifier: Apache-2.0

// What each preset sets. docs/receivers.md tells how the receivers differ. Sources of the limits:
// Segment: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/. RudderStack: bodies of
// 4,000 KiB after gunzip, https://github.com/rudderlabs/rudder-server/blob/master/gateway/handle_lifecycle.go, and on
// its own hosts events of 32 KB. Jitsu: messages of 1,000,000 bytes, an event with the headers it came by,
// https://github.com/jitsucom/bulker/blob/main/ingest/config.go; its body stays below the 1 MiB that nginx takes before
// it. All but a custom receiver take gzip.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.hpp"

namespace sent::config {

// All there are.
[[nodiscard]] std::vector<Preset> presets();
[[nodiscard]] std::optional<Preset> find_preset(std::string_view name);
[[nodiscard]] std::string_view preset_name(Preset preset);
// Of either region.
[[nodiscard]] constexpr bool is_segment(Preset preset) {
  return preset == Preset::segment_us || preset == Preset::segment_eu;
}
// What the path of sink.url ends with for a receiver of this kind; empty: anything.
[[nodiscard]] std::string_view preset_path(Preset preset);
// "segment-us, segment-eu, …".
[[nodiscard]] std::string preset_names();
// Setting → text, under everything that the user says.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> preset_values(Preset preset);
// Whether presets decide the default of this setting.
[[nodiscard]] bool preset_sets(std::string_view setting);
[[nodiscard]] std::string presets_reference();

}  // namespace sent::config
