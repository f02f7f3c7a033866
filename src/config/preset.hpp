// What each preset sets. Source of the limits of Segment:
// https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/; RudderStack's
// gateway takes bodies of 4,000 KiB, Jitsu's ingest events of 1,000,000 bytes; all but a custom
// receiver take gzip.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.hpp"

namespace sent {

// All there are.
[[nodiscard]] std::vector<Preset> presets();
[[nodiscard]] std::optional<Preset> find_preset(std::string_view name);
[[nodiscard]] std::string_view preset_name(Preset preset);
// Of either region.
[[nodiscard]] constexpr bool is_segment(Preset preset) { return preset == Preset::segment_us || preset == Preset::segment_eu; }
// "segment-us, segment-eu, …".
[[nodiscard]] std::string preset_names();
// Setting → text, under everything that the user says.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> preset_values(Preset preset);
// Whether presets decide the default of this setting.
[[nodiscard]] bool preset_sets(std::string_view setting);
[[nodiscard]] std::string presets_reference();

}  // namespace sent
