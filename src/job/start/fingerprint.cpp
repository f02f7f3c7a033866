// SPDX-License-Identifier: Apache-2.0

#include "job/start/fingerprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>
#include <variant>

#include "config/preset.hpp"
#include "encode/event_writer.hpp"
#include "http/url.hpp"
#include "read/calendar.hpp"

namespace sent::job::start {

namespace {

std::string receiver_of(const config::Config::Sink& sink) {
  std::string preset(config::preset_name(sink.preset));
  if (sink.preset == config::Preset::file) return preset;
  const auto parsed = http::parse_url(sink.url);
  const auto* const url = std::get_if<http::Url>(&parsed);
  if (url == nullptr) return preset + " " + http::url_for_messages(sink.url);
  std::string host = url->host;
  std::ranges::transform(host, host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return fmt::format("{} {}{}", preset, host, url->target.substr(0, url->target.find('?')));
}

}  // namespace

ledger::Fingerprint fingerprint_of(const config::Config& config, std::optional<std::string> contract_database) {
  return {std::move(contract_database), config.database.schema, config.job.timezone, std::string(encode::event_name),
          receiver_of(config.sink)};
}

ledger::Fingerprint ask_fingerprint(const config::Config& config) {
  return fingerprint_of(config, read::Calendar(config, retry::no_patience).database_name());
}

}  // namespace sent::job::start
