// SPDX-License-Identifier: Apache-2.0

#include "config/settings.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "config/preset.hpp"

namespace sent::config {

namespace {

constexpr std::uint64_t million = 1'000'000;
constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30U;

// A member of a section of Config.
template <typename Section, typename Member>
auto at(Section Config::*section, Member Section::*member) {
  return [section, member](Config& config) -> Member& { return config.*section.*member; };
}

Form text(auto place) { return make_form(SettingKind::text, "a text", place, &plain_text); }

Form filled(auto place) { return make_form(SettingKind::text, "a text, not empty", place, &filled_text); }

Form key(auto place) { return make_form(SettingKind::text, "a text without blanks", place, &text_without_blanks); }

Form url(auto place) {
  return make_form(SettingKind::text, "an http or https URL without user, password or blanks", place, &http_url);
}

Form proxy(auto place) {
  return make_form(SettingKind::text,
                   "none or the URL of a proxy spoken to over http, such as http://user:password@host:3128", place,
                   &proxy_or_none);
}

Form uuid(auto place) { return make_form(SettingKind::text, "a UUID", place, &uuid_text); }

Form preset(auto place) {
  Form form = make_form(SettingKind::text, "one of " + preset_names(), place,
                        [](const std::string& name) { return find_preset(name); });
  for (const Preset each : presets()) form.choices.emplace_back(preset_name(each));
  return form;
}

Form boolean(auto place) {
  Form form = make_form(SettingKind::boolean, "true or false", place, &parse_boolean);
  form.choices = {"true", "false"};
  return form;
}

Form time_of_day(auto place) {
  return make_form(SettingKind::time_of_day, "a time such as 12:00:00", place, &parse_time_of_day);
}

Form extra_properties(auto place) {
  return make_form(SettingKind::list, "a list of date and ownerType", place, &extra_property_list);
}

Form object(auto place) {
  return make_form(SettingKind::object, "a table, or a JSON object as text", place, &compact_object);
}

// The file is read by config/load.cpp, which stores its content as sink.write_key.
Form key_file() {
  return {SettingKind::text, "the path of a readable file", [](Config&, const std::string&) {}};
}

Setting row(std::string name, std::string default_value, Form form, std::string help, bool secret = false) {
  return {std::move(name),       std::move(default_value), form.kind, std::move(form.wanted), secret, std::move(help),
          std::move(form.store), std::move(form.choices)};
}

std::vector<Setting> reading_settings() {
  using C = Config;
  using std::chrono::milliseconds;
  constexpr bool secret = true;
  const auto database = [](auto m) { return at(&C::database, m); };
  return {
      row("database.url", "", text(database(&C::Database::url)),
          "Where the counters are read: a libpq URL or key=value text. DATABASE_URL is honoured "
          "too; without either, "
          "libpq's PG* variables decide.",
          secret),
      row("database.schema", "source_data", filled(database(&C::Database::schema)), "Schema of the input contract."),
      row("database.connect_timeout", "10s", duration_form(database(&C::Database::connect_timeout), milliseconds{1}),
          "How long connecting to PostgreSQL may take."),
      row("database.max_attempts", "6", integer_form(database(&C::Database::max_attempts), 1, 100),
          "Attempts at a read, or at a transaction of the ledger, when the server restarts, is lost or cancels it."),
      row("database.backoff", "1s", duration_form(database(&C::Database::backoff), milliseconds{1}),
          "Longest wait before the second attempt; doubled for each further one, at most 30s, with full jitter."),
      row("ledger.url", "", text(at(&C::ledger, &C::Ledger::url)),
          "Where the ledger is, when not in the database of database.url, as when that is a "
          "replica.",
          secret),
  };
}

std::vector<Setting> job_settings() {
  using C = Config;
  using std::chrono::milliseconds;
  const auto job = [](auto m) { return at(&C::job, m); };
  return {
      row("job.timezone", "UTC", filled(job(&C::Job::timezone)),
          "Time zone whose calendar days are sent; a name PostgreSQL knows."),
      row("job.settle", "2h", duration_form(job(&C::Job::settle), milliseconds{0}),
          "How long after its end a day's counters may still change."),
      row("job.catch_up_days", "7", integer_form(job(&C::Job::catch_up_days), 0, 366),
          "How many days back `run` looks for days that were missed."),
      row("job.memory", "512MiB", size_form(job(&C::Job::memory), 16U << 20U, 1024 * gibibyte),
          "Memory to stay within: decides how many sources a chunk of a day has; one that turns out to hold more is "
          "split."),
      row("job.lease", "30s", duration_form(job(&C::Job::lease), milliseconds{1000}),
          "How long after a worker went silent another may take over its chunks."),
      row("job.grace", "20s", duration_form(job(&C::Job::grace), milliseconds{0}),
          "How long requests in flight may finish after SIGINT or SIGTERM."),
      row("job.time_budget", "0s", duration_form(job(&C::Job::time_budget), milliseconds{0}),
          "After how long a run stops, resumable, with exit code 6; 0s is never."),
      row("job.max_events", "0", integer_form(job(&C::Job::max_events), 0, million * million),
          "A day that comes to more events is not sent: the run ends with exit code 2 before the first. 0 is no "
          "limit."),
      row("windows.monthly_days", "30", integer_form(at(&C::windows, &C::Windows::monthly_days), 1, 366),
          "Days that callsMonthly and the calls by method and library cover, the day itself "
          "included."),
      row("windows.weekly_days", "7", integer_form(at(&C::windows, &C::Windows::weekly_days), 1, 366),
          "Days that callsWeekly covers, the day itself included; at most windows.monthly_days."),
  };
}

std::vector<Setting> event_settings() {
  using C = Config;
  const auto event = [](auto m) { return at(&C::event, m); };
  return {
      row("plan.directory", "", text(at(&C::plan, &C::Plan::directory)),
          "Folder with the tracking plan, one rule in each file *.json, instead of the built-in plan."),
      row("event.namespace", "", uuid(event(&C::Event::namespace_uuid)),
          "Namespace of the event ids, instead of the one the ledger keeps."),
      row("event.time_of_day", "12:00:00", time_of_day(event(&C::Event::time_of_day)),
          "Time of the day, in job.timezone, that events bear as timestamp."),
      row("event.extra_properties", "", extra_properties(event(&C::Event::extra_properties)),
          "Properties beyond the tracking plan's."),
      row("event.max_properties", "250", integer_form(event(&C::Event::max_properties), 20, 10'000),
          "Most properties of an event; the smallest libraries beyond it fold into libraryOther."),
      row("event.integrations", "", object(event(&C::Event::integrations)),
          "The `integrations` object of every event."),
      row("backfill.integrations", "", object(at(&C::backfill, &C::Backfill::integrations)),
          "The `integrations` object of a backfill's events, instead of event.integrations."),
  };
}

std::vector<Setting> sink_settings() {
  using C = Config;
  using std::chrono::milliseconds;
  constexpr bool secret = true;
  const auto sink = [](auto m) { return at(&C::sink, m); };
  return {
      row("sink.preset", "segment-us", preset(sink(&C::Sink::preset)),
          "Kind of receiver; decides the URL, the limits and the rate, each of which can be "
          "overridden."),
      row("sink.url", "", url(sink(&C::Sink::url)), "The receiver's whole URL, path included."),
      row("sink.write_key", "", key(sink(&C::Sink::write_key)),
          "Write key of the source that the events go to. SEGMENT_WRITE_KEY is honoured too.", secret),
      row("sink.write_key_file", "", key_file(),
          "File that holds the write key; of the two, the one given in the later place wins."),
      row("sink.proxy", "", proxy(sink(&C::Sink::proxy)),
          "Forward proxy to the receiver. Without it HTTPS_PROXY or HTTP_PROXY by the receiver's "
          "scheme, or else ALL_PROXY, unless NO_PROXY names the receiver; `none` is none.",
          secret),
      row("sink.gzip", "", boolean(sink(&C::Sink::gzip)), "Whether request bodies are compressed."),
      row("sink.concurrency", "8", integer_form(sink(&C::Sink::concurrency), 1, 256), "Requests in flight."),
      row("sink.max_event_bytes", "", size_form(sink(&C::Sink::max_event_bytes), 1000, gibibyte),
          "Largest event; a larger one is rejected."),
      row("sink.max_body_bytes", "", size_form(sink(&C::Sink::max_body_bytes), 1012, gibibyte),
          "Largest request body, before compression."),
      row("sink.max_batch_events", "", integer_form(sink(&C::Sink::max_batch_events), 1, million),
          "Most events in a request."),
      row("sink.max_events_per_second", "", integer_form(sink(&C::Sink::max_events_per_second), 0, million),
          "Rate limit of each worker; 0 is none."),
      row("sink.max_requests_per_second", "", integer_form(sink(&C::Sink::max_requests_per_second), 0, million),
          "Rate limit of each worker; 0 is none."),
      row("sink.connect_timeout", "10s", duration_form(sink(&C::Sink::connect_timeout), milliseconds{1}),
          "How long resolving, connecting, also through a proxy, and the TLS handshake may take "
          "together."),
      row("sink.request_timeout", "30s", duration_form(sink(&C::Sink::request_timeout), milliseconds{1}),
          "How long a request may take until its answer is complete."),
      row("sink.max_attempts", "10", integer_form(sink(&C::Sink::max_attempts), 1, 1000),
          "Attempts at one request before the receiver counts as unavailable; waiting for "
          "Retry-After is not one."),
      row("sink.backoff", "200ms", duration_form(sink(&C::Sink::backoff), milliseconds{1}),
          "Longest wait before the second attempt; doubled for each further one, with full "
          "jitter."),
      row("sink.max_backoff", "30s", duration_form(sink(&C::Sink::max_backoff), milliseconds{1}),
          "Longest wait between two attempts."),
      row("sink.ca_file", "", text(sink(&C::Sink::ca_file)), "Certificates to trust, as PEM, instead of the system's."),
      row("sink.path", "", text(sink(&C::Sink::path)),
          "File of preset `file`, one event a line; `-` is standard output."),
  };
}

std::vector<Setting> metrics_settings() {
  using C = Config;
  const auto metrics = [](auto m) { return at(&C::metrics, m); };
  return {
      row("metrics.textfile", "", text(metrics(&C::Metrics::textfile)),
          "File that metrics are written to after each run, for the textfile collector of Prometheus' node exporter."),
      row("metrics.pushgateway", "", url(metrics(&C::Metrics::pushgateway)),
          "Prometheus Pushgateway that metrics are pushed to after each run, such as http://pushgateway:9091."),
  };
}

std::vector<Setting> make_table() {
  std::vector<Setting> table;
  for (auto section : {reading_settings(), job_settings(), event_settings(), sink_settings(), metrics_settings()}) {
    std::ranges::move(section, std::back_inserter(table));
  }
  return table;
}

std::string upper(std::string_view name) {
  std::string result;
  for (const char c : name) result += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return result;
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

}  // namespace sent::config
