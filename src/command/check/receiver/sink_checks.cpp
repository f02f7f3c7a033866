// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/sink_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/preset.hpp"
#include "http/authority.hpp"
#include "ship/receiver_endpoint.hpp"

namespace sent::command::check::receiver {

namespace {

constexpr std::size_t segment_key_size = 32;

// Hosts of Segment's public API. A workspace is in one region.
struct RegionHost {
  std::string_view host;
  config::Preset preset;
};
constexpr std::array region_hosts{RegionHost{"api.segment.io", config::Preset::segment_us},
                                  RegionHost{"events.eu1.segmentapis.com", config::Preset::segment_eu},
                                  RegionHost{"eu1.api.segmentapis.com", config::Preset::segment_eu}};

bool is_alphanumeric(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_id_and_secret(std::string_view key) {
  const std::size_t colon = key.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < key.size();
}

}  // namespace

std::optional<checklist::Check> judge_region(const config::Config::Sink& sink) {
  if (!config::is_segment(sink.preset)) return std::nullopt;
  const std::string host = ship::make_endpoint(sink, "").url.host;
  const auto known = std::ranges::find(region_hosts, host, &RegionHost::host);
  if (known == region_hosts.end()) {
    return checklist::warned("region", fmt::format("{} is not a known host of Segment", host),
                             "make sure that it passes events on to the region of the workspace, or remove sink.url to "
                             "use the preset's URL");
  }
  if (known->preset != sink.preset) {
    return checklist::failed("region", ExitCode::usage,
                             fmt::format("sink.url belongs to {}, but sink.preset is {}",
                                         config::preset_name(known->preset), config::preset_name(sink.preset)),
                             "remove sink.url, and set sink.preset to the region of the workspace");
  }
  return checklist::passed(
      "region",
      fmt::format("{} belongs to {}; for a workspace in the other region it may answer 200 and drop the events", host,
                  config::preset_name(sink.preset)));
}

std::optional<checklist::Check> judge_path(const config::Config::Sink& sink) {
  const auto wanted = config::preset_path(sink.preset);
  if (!wanted) return std::nullopt;
  const std::string_view path = http::path_of(sink.url);
  if (path.ends_with(*wanted))
    return checklist::passed("path", fmt::format("{} is where this receiver accepts batches", path));
  return checklist::warned("path",
                           fmt::format("sink.url has the path {}, but preset {} expects one that ends in {}", path,
                                       config::preset_name(sink.preset), *wanted),
                           sink.preset == config::Preset::jitsu
                               ? "make sink.url end in it: on other paths Jitsu treats a key of one part as a browser's"
                               : "make sink.url end in it, unless the server there passes batches on");
}

checklist::Check judge_write_key(const config::Config::Sink& sink) {
  constexpr std::string_view name = "write_key";
  if (!sink.write_key) return checklist::passed(name, "not set, which preset custom allows");
  if (sink.preset == config::Preset::jitsu && !is_id_and_secret(*sink.write_key)) {
    return checklist::warned(name, "this key does not have the form id:secret of a Jitsu key",
                             "copy both parts again from the site's settings in Jitsu");
  }
  if (config::is_segment(sink.preset)) {
    if (sink.write_key->size() != segment_key_size || !is_alphanumeric(*sink.write_key)) {
      return checklist::warned(
          name,
          "this key does not have the 32 letters and digits of a Segment key; to a wrong key Segment "
          "answers 200 and drops the events",
          "copy it again from the source's settings in Segment");
    }
    return checklist::passed(name,
                             "has the form of a Segment key; only the source's debugger shows whether it is valid");
  }
  return checklist::passed(name, "is set");
}

}  // namespace sent::command::check::receiver
