// SPDX-License-Identifier: Apache-2.0

#include "config/config_file.hpp"

#include <nlohmann/json.hpp>

#include "config/load.hpp"
#include "config/settings.hpp"
#include "fuzz/input.hpp"
#include "fuzz/memory_file.hpp"
#include "model/failure.hpp"

namespace sent::tests {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;
using std::chrono::milliseconds;

// A write key in which every byte is invalid: loading reports it and must not show it.
const std::string secret = "\x01\x02secret\x03\x04";

const config::Environment nowhere;
const config::Environment with_secrets({{"SEGMENT_WRITE_KEY", secret}, {"DATABASE_URL", secret}});

bool is_absent_or_object(const std::optional<std::string>& text) {
  return !text || nlohmann::json::parse(*text).is_object();
}

void check_values(const config::Config& config) {
  require(config.windows.weekly_days >= 1 && config.windows.weekly_days <= config.windows.monthly_days,
          "a week is within a month");
  require(config.sink.max_event_bytes < config.sink.max_body_bytes, "an event fits in a body");
  require(config.sink.concurrency >= 1 && config.sink.max_batch_events >= 1, "work goes on");
  require(config.job.settle >= milliseconds{0} && config.job.settle <= std::chrono::hours{366 * 24},
          "a duration is bounded");
  require(config.event.time_of_day < std::chrono::hours{24}, "a time is within a day");
  require(is_absent_or_object(config.event.integrations) && is_absent_or_object(config.backfill.integrations),
          "integrations are objects");
}

// The command line can set everything that a file can.
void check_same_by_command_line(const std::string& path) {
  Pairs pairs;
  for (const auto& [name, value] : config::read_config_file(path)) pairs.emplace_back(name, value.text);
  check_values(config::load_config(std::nullopt, nowhere, pairs));
}

void check_no_secret_is_shown(const std::string& path) {
  try {
    (void)config::load_config(path, with_secrets, {});
    require(false, "what is unwanted is refused");
  } catch (const Failure& failure) {
    require(std::string_view(failure.what()).find("secret\\x03") == std::string_view::npos, "no secret is shown");
    require(std::string_view(failure.what()).find(secret) == std::string_view::npos, "no secret is shown");
  }
}

}  // namespace

void fuzz_config_file(Bytes bytes) {
  const std::string_view text = FuzzInput(bytes).rest();
  const MemoryFile file(text);
  // Text from the file itself may be shown.
  if (text.find("secret") == std::string_view::npos) check_no_secret_is_shown(file.path());
  try {
    check_values(config::load_config(file.path(), nowhere, {}));
  } catch (const Failure& failure) {
    require(failure.code() == ExitCode::usage, "a file is a setting");
    return;
  }
  check_same_by_command_line(file.path());
}

}  // namespace sent::tests
