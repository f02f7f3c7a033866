// SPDX-License-Identifier: Apache-2.0

#include "config/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <vector>

#include "config/check.hpp"
#include "config/config_file.hpp"
#include "config/preset.hpp"
#include "config/proxy_variable.hpp"
#include "config/settings.hpp"
#include "io/text_file.hpp"
#include "model/failure.hpp"
#include "text/nearest_name.hpp"
#include "text/visible_text.hpp"

namespace sent::config {

namespace {

// From the weakest to the strongest.
enum class Place { standard, preset, file, fallback_variable, variable, command_line };

struct Given {
  std::string text;
  std::string origin;  // "--set", "environment DATABASE_URL", a path
  Place place;
};

std::string from(const Given& given) { return fmt::format(" (from {})", text::visible(given.origin)); }

constexpr std::size_t longest_shown_value = 1000;
constexpr std::size_t largest_key_file = std::size_t{64} << 10U;

// A URL's user name, password or query may be secret too.
std::string shown(const Setting& setting, const std::string& text) {
  const bool hidden = setting.secret || text.find_first_of("@?") != std::string::npos;
  if (hidden) return "";
  if (text.size() > longest_shown_value) return fmt::format(" (of {} bytes)", text.size());
  return fmt::format(" = \"{}\"", text::visible(text));
}

// Variables that Kubernetes makes in each container for every service of the namespace:
// https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
bool is_of_a_service(const std::string& variable) {
  static const std::regex made(
      "[A-Z0-9_]*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
  constexpr std::size_t longest = 300;
  return variable.size() <= longest && std::regex_match(variable, made);
}

std::string no_such_setting(const std::string& name, const std::string& origin, const std::vector<std::string>& names) {
  const auto nearest = text::nearest_name(name, names);
  return fmt::format("{}{}: no such setting{}", text::visible(name), origin,
                     nearest ? fmt::format("; did you mean {}?", *nearest) : "");
}

// What `name_of` says of every setting.
std::vector<std::string> every_name(auto name_of) {
  std::vector<std::string> names;
  for (const auto& setting : settings()) names.push_back(name_of(setting));
  return names;
}

// Collects the settings from every place, and every error.
class Loader {
 public:
  void take_file(const std::string& path) {
    for (const auto& [name, value] : read_config_file(path)) {
      const Setting* const setting = find_setting(name);
      const Given given{value.text, path, Place::file};
      if (setting == nullptr || suits(value, setting->kind)) {
        take(name, given);
      } else {
        refuse(*setting, given, fmt::format("{}, not {}", setting->form, value.type));
      }
    }
  }

  void take_environment(const Environment& environment) {
    environment_ = environment;
    const auto take_variable = [&](const std::string& name, const std::string& variable, Place place) {
      if (const auto text = environment(variable)) take(name, {*text, "environment " + variable, place});
    };
    take_variable("database.url", "DATABASE_URL", Place::fallback_variable);
    take_variable("sink.write_key", "SEGMENT_WRITE_KEY", Place::fallback_variable);
    for (const auto& setting : settings()) {
      take_variable(setting.name, environment_name(setting), Place::variable);
    }
    refuse_unknown_variables(environment);
  }

  void take(const std::string& name, Given given) {
    if (find_setting(name) == nullptr) {
      errors_.push_back(
          no_such_setting(name, from(given), every_name([](const auto& setting) { return setting.name; })));
    } else {
      given_[name] = std::move(given);
    }
  }

  Config finish(Need need) {
    Config config;
    for (const auto& setting : settings()) {
      if (setting.default_value.empty()) continue;
      store(config, setting.name, {setting.default_value, "default", Place::standard});
    }
    if (const auto* preset = find("sink.preset")) store(config, "sink.preset", *preset);
    for (const auto& [name, text] : preset_values(config.sink.preset)) {
      store(config, name, {text, "preset", Place::preset});
    }
    for (const auto& [name, given] : given_) {
      if (name != "sink.preset") store(config, name, given);
    }
    take_key_file(config);
    if (need != Need::no_receiver) take_proxy_variable(config);
    take_gateway_proxy(config);
    check(config, need);
    report();
    return config;
  }

 private:
  void refuse_unknown_variables(const Environment& environment) {
    const auto names = every_name(&environment_name);
    for (const auto& [name, value] : environment.variables()) {
      const bool is_ours = name.starts_with(environment_prefix) && !is_of_a_service(name);
      if (!is_ours || std::ranges::find(names, name) != names.end()) continue;
      errors_.push_back(no_such_setting(name, " (from environment)", names));
    }
  }

  const Given* find(const std::string& name) const {
    const auto found = given_.find(name);
    return found == given_.end() ? nullptr : &found->second;
  }

  void refuse(const Setting& setting, const Given& given, std::string_view expected) {
    errors_.push_back(
        fmt::format("{}{}{}: must be {}", setting.name, shown(setting, given.text), from(given), expected));
    refused_.insert(setting.name);
  }

  void store(Config& config, const std::string& name, const Given& given) {
    const Setting& setting = *find_setting(name);
    try {
      setting.store(config, given.text);
      origins_[name] = from(given);
    } catch (const InvalidValue& invalid) {
      is_blank_key(name, given) ? refuse_blank_key(given) : refuse(setting, given, invalid.what());
    }
  }

  static bool is_blank_key(const std::string& name, const Given& given) {
    return name == "sink.write_key" && given.text.find_first_not_of(" \t\r\n") == std::string::npos;
  }

  // Most often the secret that fills it in is absent.
  void refuse_blank_key(const Given& given) {
    errors_.push_back(fmt::format("sink.write_key{} is missing: there are only blanks", from(given)));
    refused_.insert("sink.write_key");
  }

  void refuse_key_file(const Given& file, std::string_view because) {
    errors_.push_back(fmt::format("sink.write_key_file = \"{}\"{}: {}", text::visible(file.text), from(file), because));
    refused_.insert("sink.write_key");
  }

  void take_key_file(Config& config) {
    const Given* const file = find("sink.write_key_file");
    const Given* const key = find("sink.write_key");
    if (file == nullptr || file->text.empty()) return;
    if (key != nullptr && !key->text.empty() && key->place >= file->place) return;
    auto content = io::read_text_file(file->text, {.bytes = largest_key_file});
    if (!content) return refuse_key_file(*file, io::text_file_fault());
    trim_line_ends(*content);
    if (content->empty()) return refuse_key_file(*file, "the file is empty");
    store(config, "sink.write_key", {*content, file->text, file->place});
  }

  // The URL decides which variable applies. The setting, including "none", overrides every variable.
  void take_proxy_variable(Config& config) {
    const Given* const own = find("sink.proxy");
    if (own != nullptr && !own->text.empty()) return;
    if (config.sink.preset == Preset::file || config.sink.url.empty()) return;
    if (refused_.contains("sink.preset") || refused_.contains("sink.url")) return;
    const auto variable = proxy_variable(config.sink.url, environment_);
    if (!variable) return;
    store(config, "sink.proxy", {*environment_(*variable), "environment " + *variable, Place::fallback_variable});
  }

  // Metrics never stop a run, so a variable that names no proxy is ignored.
  void take_gateway_proxy(Config& config) const {
    if (!config.metrics.pushgateway) return;
    const auto variable = proxy_variable(*config.metrics.pushgateway, environment_);
    if (variable) config.metrics.proxy = http::parse_proxy(*environment_(*variable));
  }

  // A setting that was refused is not reported again, nor is what a refused preset would require.
  void check(Config& config, Need need) {
    const auto origin = [this](std::string_view name) { return origins_[std::string(name)]; };
    add_news(errors_, check_config(config, origin));
    if (need == Need::no_receiver || refused_.contains("sink.preset")) return;
    add_news(need == Need::everything ? errors_ : config.sink.faults, check_receiver(config.sink, origin));
  }

  void add_news(std::vector<std::string>& errors, const std::vector<std::string>& more) const {
    std::ranges::copy_if(more, std::back_inserter(errors), [this](const std::string& error) {
      return !refused_.contains(error.substr(0, error.find(' ')));
    });
  }

  void report() const {
    if (errors_.empty()) return;
    throw Failure(ExitCode::usage, fmt::format("reading the configuration: {}", fmt::join(errors_, "\n  ")),
                  std::string(settings_hint));
  }

  Environment environment_;
  std::map<std::string, Given> given_;
  std::map<std::string, std::string> origins_;
  std::set<std::string> refused_;
  std::vector<std::string> errors_;
};

}  // namespace

Config load_config(const std::optional<std::string>& path, const Environment& environment,
                   std::span<const std::pair<std::string, std::string>> set, Need need) {
  Loader loader;
  if (path) loader.take_file(*path);
  loader.take_environment(environment);
  for (const auto& [name, text] : set) loader.take(name, {text, "--set", Place::command_line});
  return loader.finish(need);
}

}  // namespace sent::config
