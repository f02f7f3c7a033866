// SPDX-License-Identifier: Apache-2.0

#include "config/preset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sent::config {

namespace {

struct PresetRow {
  Preset preset;
  std::string_view name;
  std::optional<std::string_view> url;   // absent: the user must set it
  std::optional<std::string_view> path;  // how a URL must end; absent: any path
  std::string_view gzip;
  std::string_view max_event_bytes;
  std::string_view max_body_bytes;
  // For Segment, half of the 1,000 events per second that a whole workspace may send.
  std::string_view max_events_per_second;
};

constexpr std::array rows{
    PresetRow{Preset::segment_us, "segment-us", "https://api.segment.io/v1/batch", "/v1/batch", "true", "32000",
              "475000", "500"},
    PresetRow{Preset::segment_eu, "segment-eu", "https://events.eu1.segmentapis.com/v1/batch", "/v1/batch", "true",
              "32000", "475000", "500"},
    PresetRow{Preset::rudderstack, "rudderstack", {}, "/v1/batch", "true", "32000", "4000000", "0"},
    PresetRow{Preset::jitsu, "jitsu", {}, "/api/s/s2s/batch", "true", "900000", "950000", "0"},
    PresetRow{Preset::custom, "custom", {}, {}, "false", "32000", "475000", "0"},
    PresetRow{Preset::file, "file", {}, {}, "false", "32000", "475000", "0"},
};

std::vector<std::pair<std::string, std::string>> values_of(const PresetRow& row) {
  std::vector<std::pair<std::string, std::string>> values{
      {"sink.gzip", std::string(row.gzip)},
      {"sink.max_event_bytes", std::string(row.max_event_bytes)},
      {"sink.max_body_bytes", std::string(row.max_body_bytes)},
      {"sink.max_batch_events", "2500"},
      {"sink.max_events_per_second", std::string(row.max_events_per_second)},
      {"sink.max_requests_per_second", "0"},
  };
  if (row.url) values.insert(values.begin(), {"sink.url", std::string(*row.url)});
  return values;
}

}  // namespace

std::vector<Preset> presets() {
  std::vector<Preset> all;
  for (const auto& row : rows) all.push_back(row.preset);
  return all;
}

std::optional<Preset> find_preset(std::string_view name) {
  for (const auto& row : rows) {
    if (row.name == name) return row.preset;
  }
  return std::nullopt;
}

std::string_view preset_name(Preset preset) {
  for (const auto& row : rows) {
    if (row.preset == preset) return row.name;
  }
  return {};
}

std::string preset_names() {
  std::string names;
  for (const auto& row : rows) names += fmt::format("{}{}", names.empty() ? "" : ", ", row.name);
  return names;
}

std::optional<std::string_view> preset_path(Preset preset) {
  for (const auto& row : rows) {
    if (row.preset == preset) return row.path;
  }
  return {};
}

std::vector<std::pair<std::string, std::string>> preset_values(Preset preset) {
  for (const auto& row : rows) {
    if (row.preset == preset) return values_of(row);
  }
  return {};
}

bool preset_sets(std::string_view setting) {
  for (const auto& [name, value] : values_of(rows.front())) {
    if (name == setting) return true;
  }
  return false;
}

std::string preset_summary(Preset preset) {
  const auto row = std::ranges::find(rows, preset, &PresetRow::preset);
  std::string summary = !row->url && row->path ? fmt::format("`sink.url` your own, ending in {}", *row->path) : "";
  for (const auto& [name, value] : values_of(*row))
    summary += fmt::format("{}`{}` {}", summary.empty() ? "" : ", ", name, value);
  return summary;
}

std::string presets_reference() {
  std::string page = "## Presets\n\n| preset | sets |\n|---|---|\n";
  for (const auto& row : rows) page += fmt::format("| `{}` | {} |\n", row.name, preset_summary(row.preset));
  return page;
}

}  // namespace sent::config
