// SPDX-License-Identifier: Apache-2.0

#include "config/check.hpp"

#include <fmt/format.h>

#include "config/preset.hpp"
#include "http/authority.hpp"
#include "model/envelope.hpp"

namespace sent::config {

namespace {

using Errors = std::vector<std::string>;

// Segment answers 400 to a shorter key, and 200 to any other wrong key.
constexpr std::size_t shortest_segment_key = 8;

void require(Errors& errors, bool holds, std::string error) {
  if (!holds) errors.push_back(std::move(error));
}

std::string assigned(const Origin& origin, std::string_view name, const auto& value) {
  return fmt::format("{} = {}{}", name, value, origin(name));
}

void check_windows(Errors& errors, const Config::Windows& windows, const Origin& origin) {
  require(errors, windows.weekly_days <= windows.monthly_days,
          assigned(origin, "windows.weekly_days", windows.weekly_days) + " is longer than " +
              assigned(origin, "windows.monthly_days", windows.monthly_days));
}

void check_sizes(Errors& errors, const Config::Sink& sink, const Origin& origin) {
  require(errors, sink.max_event_bytes + envelope_bytes <= sink.max_body_bytes,
          assigned(origin, "sink.max_event_bytes", sink.max_event_bytes) + " does not fit in " +
              assigned(origin, "sink.max_body_bytes", sink.max_body_bytes) +
              fmt::format(" with the {} bytes around it", envelope_bytes));
}

void check_key(Errors& errors, const Config::Sink& sink, const Origin& origin) {
  if (!sink.write_key) {
    require(errors, sink.preset == Preset::custom,
            "sink.write_key is missing; set it, sink.write_key_file or SEGMENT_WRITE_KEY");
    return;
  }
  const std::string key = "sink.write_key" + origin("sink.write_key");
  // The user of HTTP basic authentication ends at the colon; Jitsu's keys are id:secret.
  require(errors, sink.preset == Preset::jitsu || sink.write_key->find(':') == std::string::npos,
          key + " contains a colon, which a write key cannot contain");
  require(errors, !is_segment(sink.preset) || sink.write_key->size() >= shortest_segment_key,
          fmt::format("{} is too short for Segment: must be at least {} characters", key, shortest_segment_key));
}

// An unusual path may belong to a gateway, but a URL without a path is a host whose path was forgotten.
void check_url(Errors& errors, const Config::Sink& sink, const Origin& origin) {
  require(errors, !sink.url.empty(), "sink.url is missing, and this preset has no default for it");
  const auto path = preset_path(sink.preset);
  if (sink.url.empty() || !path) return;
  require(errors, http::path_of(sink.url).size() > 1,
          fmt::format("sink.url{} has no path: with preset {} it must end in {}", origin("sink.url"),
                      preset_name(sink.preset), *path));
}

}  // namespace

std::vector<std::string> check_config(const Config& config, const Origin& origin) {
  Errors errors;
  check_windows(errors, config.windows, origin);
  check_sizes(errors, config.sink, origin);
  return errors;
}

std::vector<std::string> check_receiver(const Config::Sink& sink, const Origin& origin) {
  Errors errors;
  if (sink.preset == Preset::file) {
    require(errors, !sink.path.empty(), "sink.path is missing: preset file needs a file to write");
    return errors;
  }
  check_url(errors, sink, origin);
  check_key(errors, sink, origin);
  return errors;
}

}  // namespace sent::config
