#include "config/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <vector>

#include "config/parse_value.hpp"
#include "config/preset.hpp"
#include "encode/message_id.hpp"

namespace sent {

namespace {

using Store = std::function<void(Config&, const std::string&)>;
struct Form {
  std::string wanted;
  Store store;
};

// A member of a section of Config.
template <typename Section, typename Member>
auto at(Section Config::* section, Member Section::* member) {
  return [section, member](Config& config) -> Member& { return config.*section.*member; };
}

template <typename Place, typename Parse>
Form parsed(std::string wanted, Place place, Parse parse) {
  return {wanted, [wanted, place, parse](Config& config, const std::string& text) {
            const auto value = parse(text);
            if (!value) throw UnwantedValue(wanted);
            place(config) = static_cast<std::remove_reference_t<decltype(place(config))>>(*value);
          }};
}

Form text(auto place, std::string wanted = "a text") {
  return parsed(std::move(wanted), place, [](const std::string& value) -> std::optional<std::string> {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (std::ranges::any_of(value, is_control)) return std::nullopt;
    return value;
  });
}

Form integer(auto place, std::uint64_t smallest, std::uint64_t largest) {
  return parsed(fmt::format("a whole number from {} to {}", smallest, largest), place,
                [=](const std::string& value) {
                  const auto number = parse_integer(value);
                  return number && *number >= smallest && *number <= largest ? number : std::nullopt;
                });
}

Form size(auto place, std::uint64_t smallest) {
  return parsed(fmt::format("a size such as 20000 or 64MiB, at least {}", smallest), place,
                [=](const std::string& value) {
                  const auto bytes = parse_size(value);
                  return bytes && *bytes >= smallest ? bytes : std::nullopt;
                });
}

Form duration(auto place, std::chrono::milliseconds smallest) {
  return parsed(fmt::format("a duration such as 500ms, 3s or 2h, at least {}ms", smallest.count()), place,
                [=](const std::string& value) {
                  const auto length = parse_duration(value);
                  return length && *length >= smallest ? length : std::nullopt;
                });
}

Form boolean(auto place) { return parsed("true or false", place, &parse_boolean); }

Form time_of_day(auto place) { return parsed("a time such as 12:00:00", place, &parse_time_of_day); }

Form uuid(auto place) {
  return parsed("a UUID", place, [](const std::string& value) -> std::optional<std::string> {
    if (value.empty() || parse_uuid(value)) return value;
    return std::nullopt;
  });
}

Form extra_properties(auto place) {
  return parsed("a list of date and ownerType", place,
                [](const std::string& value) -> std::optional<std::vector<std::string>> {
                  auto items = parse_list(value);
                  for (std::size_t i = 0; i < items.size(); ++i) {
                    const bool known = items[i] == "date" || items[i] == "ownerType";
                    const bool repeated = std::ranges::count(items, items[i]) > 1;
                    if (!known || repeated) return std::nullopt;
                  }
                  return items;
                });
}

Form object(auto place) {
  return parsed("a table, or a JSON object as text", place,
                [](const std::string& value) -> std::optional<std::string> {
                  if (value.empty()) return value;
                  const auto json = nlohmann::ordered_json::parse(value, nullptr, false);
                  if (!json.is_object()) return std::nullopt;
                  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
                });
}

Form preset(auto place) {
  return parsed("one of " + preset_names(), place, [](const std::string& value) { return find_preset(value); });
}

// The file is read by config/load.cpp, which stores its content as sink.write_key.
Form nothing(std::string wanted) { return {std::move(wanted), [](Config&, const std::string&) {}}; }

Setting row(std::string name, std::string default_value, Form form, std::string help, bool secret = false) {
  return {std::move(name), std::move(default_value), std::move(form.wanted), secret, std::move(help), std::move(form.store)};
}

std::vector<Setting> make_table() {
  using C = Config;
  using std::chrono::milliseconds;
  constexpr bool secret = true;
  constexpr auto million = 1'000'000U;
  const auto database = [](auto m) { return at(&C::database, m); };
  const auto job = [](auto m) { return at(&C::job, m); };
  const auto event = [](auto m) { return at(&C::event, m); };
  const auto sink = [](auto m) { return at(&C::sink, m); };
  return {
      row("database.url", "", text(database(&C::Database::url)),
          "Where the counters are read: a libpq URL or key=value text. DATABASE_URL is honoured too; without either, "
          "libpq's PG* variables decide.", secret),
      row("database.schema", "source_data", text(database(&C::Database::schema)), "Schema of the input contract."),
      row("database.connect_timeout", "10s", duration(database(&C::Database::connect_timeout), milliseconds{1}),
          "How long connecting to PostgreSQL may take."),
      row("ledger.url", "", text(at(&C::ledger, &C::Ledger::url)),
          "Where the ledger is, when not in the database of database.url, as when that is a replica.", secret),
      row("job.timezone", "UTC", text(job(&C::Job::timezone)), "Time zone whose calendar days are sent; a name PostgreSQL knows."),
      row("job.settle", "2h", duration(job(&C::Job::settle), milliseconds{0}),
          "How long after its end a day's counters may still change."),
      row("job.catch_up_days", "7", integer(job(&C::Job::catch_up_days), 0, 366),
          "How many days back `run` looks for days that were missed."),
      row("job.memory", "512MiB", size(job(&C::Job::memory), 16U << 20U),
          "Memory to stay within; decides how many sources a chunk of a day has."),
      row("job.lease", "30s", duration(job(&C::Job::lease), milliseconds{1000}),
          "How long a worker keeps a chunk without recording progress before another may take it over."),
      row("job.grace", "20s", duration(job(&C::Job::grace), milliseconds{0}),
          "How long requests in flight may finish after SIGINT or SIGTERM."),
      row("job.time_budget", "0s", duration(job(&C::Job::time_budget), milliseconds{0}),
          "After how long a run stops, resumable, with exit code 6; 0s is never."),
      row("windows.monthly_days", "30", integer(at(&C::windows, &C::Windows::monthly_days), 1, 366),
          "Days that callsMonthly and the calls by method and library cover, the day itself included."),
      row("windows.weekly_days", "7", integer(at(&C::windows, &C::Windows::weekly_days), 1, 366),
          "Days that callsWeekly covers, the day itself included; at most windows.monthly_days."),
      row("event.namespace", "", uuid(event(&C::Event::namespace_uuid)),
          "Namespace of the event ids, instead of the one the ledger keeps."),
      row("event.time_of_day", "12:00:00", time_of_day(event(&C::Event::time_of_day)),
          "Time of the day, in job.timezone, that events bear as timestamp."),
      row("event.extra_properties", "", extra_properties(event(&C::Event::extra_properties)),
          "Properties beyond the tracking plan's."),
      row("event.max_properties", "250", integer(event(&C::Event::max_properties), 20, 10'000),
          "Most properties of an event; the smallest libraries beyond it fold into libraryOther."),
      row("event.integrations", "", object(event(&C::Event::integrations)), "The `integrations` object of every event."),
      row("backfill.integrations", "", object(at(&C::backfill, &C::Backfill::integrations)),
          "The `integrations` object of a backfill's events, instead of event.integrations."),
      row("sink.preset", "segment-us", preset(sink(&C::Sink::preset)),
          "Kind of receiver; decides the URL, the limits and the rate, each of which can be overridden."),
      row("sink.url", "", text(sink(&C::Sink::url), "an http or https URL without user, password or blanks"), "The receiver's whole URL, path included."),
      row("sink.write_key", "", text(sink(&C::Sink::write_key)), "Write key of the source that the events go to. SEGMENT_WRITE_KEY is honoured too.", secret),
      row("sink.write_key_file", "", nothing("the path of a readable file"), "File that holds the write key."),
      row("sink.gzip", "", boolean(sink(&C::Sink::gzip)), "Whether request bodies are compressed."),
      row("sink.concurrency", "8", integer(sink(&C::Sink::concurrency), 1, 256), "Requests in flight."),
      row("sink.max_event_bytes", "", size(sink(&C::Sink::max_event_bytes), 1000), "Largest event; a larger one is rejected."),
      row("sink.max_body_bytes", "", size(sink(&C::Sink::max_body_bytes), 1012), "Largest request body, before compression."),
      row("sink.max_batch_events", "", integer(sink(&C::Sink::max_batch_events), 1, million), "Most events in a request."),
      row("sink.max_events_per_second", "", integer(sink(&C::Sink::max_events_per_second), 0, million), "Rate limit; 0 is none."),
      row("sink.max_requests_per_second", "", integer(sink(&C::Sink::max_requests_per_second), 0, million), "Rate limit; 0 is none."),
      row("sink.connect_timeout", "10s", duration(sink(&C::Sink::connect_timeout), milliseconds{1}),
          "How long resolving, connecting and the TLS handshake may take together."),
      row("sink.request_timeout", "30s", duration(sink(&C::Sink::request_timeout), milliseconds{1}),
          "How long a request may take until its answer is complete."),
      row("sink.max_attempts", "10", integer(sink(&C::Sink::max_attempts), 1, 1000),
          "Attempts at one request before the receiver counts as unavailable; waiting for Retry-After is not one."),
      row("sink.backoff", "200ms", duration(sink(&C::Sink::backoff), milliseconds{1}),
          "Longest wait before the second attempt; doubled for each further one, with full jitter."),
      row("sink.max_backoff", "30s", duration(sink(&C::Sink::max_backoff), milliseconds{1}), "Longest wait between two attempts."),
      row("sink.ca_file", "", text(sink(&C::Sink::ca_file)), "Certificates to trust, as PEM, instead of the system's."),
      row("sink.path", "", text(sink(&C::Sink::path)), "File of preset `file`, one event a line; `-` is standard output."),
  };
}

std::string upper(std::string_view name) {
  std::string result;
  for (const char c : name) result += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return result;
}

std::string shown_default(const Setting& setting) {
  if (!setting.default_value.empty()) return "`" + setting.default_value + "`";
  return preset_sets(setting.name) ? "by preset" : "";
}

}  // namespace

std::span<const Setting> settings() {
  static const std::vector<Setting> table = make_table();
  return table;
}

const Setting* find_setting(std::string_view name) {
  const auto found = std::ranges::find(settings(), name, &Setting::name);
  return found == settings().end() ? nullptr : &*found;
}

std::string environment_name(const Setting& setting) { return "SENT_SOURCE_DATA_" + upper(setting.name); }

std::string settings_reference() {
  std::string page =
      "# Settings\n\n"
      "<!-- generated from src/config/settings.cpp: run the tests with UPDATE_GOLDEN=1 -->\n\n"
      "Defaults, then the preset, the TOML file, the environment (`SENT_SOURCE_DATA_` + section + `_` + key, upper\n"
      "case) and `--set KEY=VALUE`; the later wins. Unknown names are refused.\n\n"
      "| setting | default | wanted | |\n|---|---|---|---|\n";
  for (const auto& setting : settings()) {
    page += fmt::format("| `{}` | {} | {} | {}{} |\n", setting.name, shown_default(setting), setting.form, setting.help,
                        setting.secret ? " Secret: never logged." : "");
  }
  return page + "\n" + presets_reference();
}

}  // namespace sent
