#include "config/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "config/config_file.hpp"
#include "config/nearest_name.hpp"
#include "config/preset.hpp"
#include "config/settings.hpp"
#include "model/failure.hpp"

namespace sent {

namespace {

struct Given {
  std::string text;
  std::string origin;  // "--set", "environment DATABASE_URL", a path
};

// Collects what every place says, and every error.
class Loader {
 public:
  Loader(const Environment& environment, Need need) : environment_(environment), need_(need) {}

  void take_file(const std::string& path) {
    for (const auto& [name, text] : read_config_file(path)) take(name, {text, path});
  }

  void take_environment() {
    take_variable("database.url", "DATABASE_URL");
    take_variable("sink.write_key", "SEGMENT_WRITE_KEY");
    for (const auto& setting : settings()) take_variable(setting.name, environment_name(setting));
  }

  void take(const std::string& name, Given given) {
    if (find_setting(name) == nullptr) {
      std::vector<std::string> names;
      for (const auto& setting : settings()) names.push_back(setting.name);
      const std::string nearest = nearest_name(name, names);
      errors_.push_back(fmt::format("{} (from {}): no such setting{}", name, given.origin,
                                    nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
      return;
    }
    given_[name] = std::move(given);
  }

  Config finish() {
    Config config;
    for (const auto& setting : settings()) {
      if (!setting.default_value.empty()) store(config, setting, {setting.default_value, "default"});
    }
    if (const auto preset = given_.find("sink.preset"); preset != given_.end()) {
      store(config, *find_setting("sink.preset"), preset->second);
    }
    for (const auto& [name, text] : preset_values(config.sink.preset)) store(config, *find_setting(name), {text, "preset"});
    for (const auto& [name, given] : given_) {
      if (name != "sink.preset") store(config, *find_setting(name), given);
    }
    take_key_file(config);
    check(config);
    report();
    return config;
  }

 private:
  void take_variable(const std::string& name, const std::string& variable) {
    if (const auto text = environment_(variable)) given_[name] = {*text, "environment " + variable};
  }

  void store(Config& config, const Setting& setting, const Given& given) {
    try {
      setting.store(config, given.text);
    } catch (const UnwantedValue& unwanted) {
      const std::string value = setting.secret ? "" : fmt::format(" = \"{}\"", given.text);
      errors_.push_back(fmt::format("{}{} (from {}): wanted is {}", setting.name, value, given.origin, unwanted.what()));
    }
  }

  void take_key_file(Config& config) {
    const auto given = given_.find("sink.write_key_file");
    if (given == given_.end() || given->second.text.empty()) return;
    // The nearer place wins: a key in the environment over a file named in the configuration.
    if (given_.contains("sink.write_key") && !given_["sink.write_key"].text.empty()) return;
    std::ifstream file(given->second.text);
    std::ostringstream content;
    if (!file || !(content << file.rdbuf())) {
      errors_.push_back(fmt::format("sink.write_key_file = \"{}\" (from {}): the file cannot be read or is empty",
                                    given->second.text, given->second.origin));
      return;
    }
    std::string key = content.str();
    key.erase(key.find_last_not_of("\r\n") + 1);
    store(config, *find_setting("sink.write_key"), {key, given->second.text});
  }

  void require(bool holds, std::string error) {
    if (!holds) errors_.push_back(std::move(error));
  }

  void check(const Config& config) {
    require(config.windows.weekly_days <= config.windows.monthly_days,
            fmt::format("windows.weekly_days = {} is longer than windows.monthly_days = {}", config.windows.weekly_days,
                        config.windows.monthly_days));
    require(!config.database.schema.empty(), "database.schema is empty");
    // An event and the envelope {"batch":[]} around it.
    require(config.sink.max_event_bytes + 12 <= config.sink.max_body_bytes,
            fmt::format("sink.max_event_bytes = {} does not fit in sink.max_body_bytes = {} with its envelope of 12 bytes",
                        config.sink.max_event_bytes, config.sink.max_body_bytes));
    check_url(config.sink.url);
    if (need_ == Need::everything) check_receiver(config.sink);
  }

  void check_url(const std::string& url) {
    if (url.empty()) return;
    const bool is_http = url.starts_with("http://") || url.starts_with("https://");
    const std::string authority = url.substr(0, url.find_first_of("/?#", std::min(url.size(), url.find("//") + 2)));
    const bool has_blank = url.find(' ') != std::string::npos;
    if (authority.find('@') != std::string::npos) {
      errors_.push_back("sink.url holds a user or password; sink.write_key is where the key belongs");
    } else {
      require(is_http && !has_blank && authority.size() > authority.find("//") + 2,
              fmt::format("sink.url = \"{}\": wanted is {}", url, find_setting("sink.url")->form));
    }
  }

  void check_receiver(const Config::Sink& sink) {
    const bool is_segment = sink.preset == Preset::segment_us || sink.preset == Preset::segment_eu;
    if (sink.preset == Preset::file) {
      require(!sink.path.empty(), "sink.path is missing; preset file writes there");
      return;
    }
    require(!sink.url.empty(), "sink.url is missing; this preset has none of its own");
    if (sink.preset != Preset::custom) {
      require(!sink.write_key.empty(), "sink.write_key is missing (or sink.write_key_file, or SEGMENT_WRITE_KEY)");
    }
    require(sink.write_key.find_first_of(" \t:") == std::string::npos || sink.preset == Preset::jitsu,
            "sink.write_key holds a blank or a colon, which no write key has");
    // Segment answers 400 to a key that is too short, and 200 to any other that is wrong.
    require(!is_segment || sink.write_key.empty() || sink.write_key.size() >= 8,
            "sink.write_key is too short to be one of Segment's");
  }

  void report() const {
    if (errors_.empty()) return;
    throw Failure(ExitCode::usage, fmt::format("reading the configuration: {}", fmt::join(errors_, "\n  ")),
                  "docs/settings.md lists every setting");
  }

  const Environment& environment_;
  Need need_;
  std::map<std::string, Given> given_;
  std::vector<std::string> errors_;
};

}  // namespace

Config load_config(const std::optional<std::string>& path, const Environment& environment,
                   std::span<const std::pair<std::string, std::string>> set, Need need) {
  Loader loader(environment, need);
  if (path) loader.take_file(*path);
  loader.take_environment();
  for (const auto& [name, text] : set) loader.take(name, {text, "--set"});
  return loader.finish();
}

}  // namespace sent
