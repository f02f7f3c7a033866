// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/refusal_hint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/preset.hpp"
#include "http/authority.hpp"
#include "text/lower_case.hpp"

namespace sent::ship::answer {

namespace {

struct KnownReason {
  config::Preset preset;
  std::string_view part;  // of the reason, in lower case
  std::string_view hint;
};

constexpr std::array known_reasons{
    KnownReason{config::Preset::rudderstack, "source is disabled", "enable the source in RudderStack, then run again"},
    KnownReason{config::Preset::rudderstack, "invalid write key",
                "copy sink.write_key again from the source in RudderStack, then run again: no source of this data "
                "plane has this key"},
    KnownReason{
        config::Preset::rudderstack, "failed to read writekey from header",
        "make every proxy before the data plane pass the header Authorization on: the write key did not arrive"},
    KnownReason{config::Preset::rudderstack, "failed to read body from request",
                "find what changes the body on the way, or set sink.gzip to false: the body could not be unpacked"},
    KnownReason{config::Preset::rudderstack, "failed to uncompress request body",
                "find what changes the body on the way, or set sink.gzip to false: the body could not be unpacked"},
    KnownReason{
        config::Preset::jitsu, "stream not found",
        "copy a server key, both parts of id:secret, from the site's settings again, then run again: Jitsu does not "
        "know this key"},
    KnownReason{config::Preset::jitsu, "no destinations found for stream",
                "connect a destination to the site, then run again: without one, Jitsu drops the events"},
    KnownReason{config::Preset::jitsu, "quota exceeded",
                "raise the plan's quota, then run `replay` or run again: Jitsu drops events beyond it"},
};

// Whether a proxy can answer in the place of the receiver: not through a tunnel.
bool passes_proxy(const config::Config::Sink& sink) { return sink.proxy && !sink.url.starts_with("https://"); }

}  // namespace

std::optional<std::string> receivers_hint(const config::Config::Sink& sink, std::string_view reason) {
  const std::string text = text::lower_case(reason);
  for (const KnownReason& known : known_reasons) {
    if (known.preset == sink.preset && text.find(known.part) != std::string::npos) return std::string(known.hint);
  }
  return std::nullopt;
}

std::string refusal_hint(const config::Config::Sink& sink, std::string_view reason) {
  if (auto known = receivers_hint(sink, reason)) return *std::move(known);
  if (passes_proxy(sink))
    return "check sink.write_key, sink.url, and sink.proxy or HTTP_PROXY, because the proxy may have answered";
  const auto path = config::preset_path(sink.preset);
  if (path && reason.starts_with("HTTP 404")) {
    return fmt::format("check sink.url: preset {} sends to a path that ends in {}; then run again",
                       config::preset_name(sink.preset), *path);
  }
  if (config::is_segment(sink.preset))
    return "check sink.write_key, and that the workspace is in the region of sink.preset, then run again";
  return "check sink.write_key and sink.url, then run again";
}

std::string refuses_everything_hint(const config::Config::Sink& sink, std::string_view reason) {
  if (auto known = receivers_hint(sink, reason)) return *std::move(known);
  const std::string_view path = http::path_of(sink.url), shown = path.empty() ? "/" : path;
  const std::string_view others = passes_proxy(sink) ? "; check sink.proxy or HTTP_PROXY too" : "";
  const auto wanted = config::preset_path(sink.preset);
  if (!wanted) {
    return fmt::format("check that sink.url, whose path is {}, is where the receiver accepts batches{}", shown, others);
  }
  const std::string_view name = config::preset_name(sink.preset);
  if (!path.ends_with(*wanted)) {
    return fmt::format("make sink.url end in {}, where preset {} sends batches; now its path is {}{}", *wanted, name,
                       shown, others);
  }
  return fmt::format(
      "check what the answer says about the events, and the host of sink.url: its path {} ends as preset {} requires{}",
      shown, name, others);
}

}  // namespace sent::ship::answer
