// SPDX-License-Identifier: Apache-2.0

#include "config/settings.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "config/preset.hpp"
#include "model/envelope.hpp"

namespace sent::config {

namespace {

constexpr std::uint64_t million = 1'000'000;
// A smaller limit would reject every event.
constexpr std::uint64_t smallest_event_bytes = 1000;
constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30U;

// The place in Config of a section's member.
template <typename Section, typename Member>
auto at(Section Config::*section, Member Section::*member) {
  return [section, member](Config& config) -> Member& { return config.*section.*member; };
}

Form text(auto place) { return make_form(SettingKind::text, "a string", place, &plain_text); }

Form filled(auto place) { return make_form(SettingKind::text, "a non-empty string", place, &filled_text); }

Form key(auto place) { return make_form(SettingKind::text, "a string without spaces", place, &text_without_spaces); }

Form url(auto place) {
  return make_form(SettingKind::text, "an http or https URL without user name, password or spaces", place, &http_url);
}

Form proxy(auto place) {
  return make_form(SettingKind::text, "none, or the http URL of a proxy such as http://user:password@host:3128", place,
                   &proxy_or_none);
}

Form uuid(auto place) { return make_form(SettingKind::text, "a UUID", place, &parse_uuid); }

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
  return make_form(SettingKind::list, "a list of date, ownerType or both", place, &extra_property_list);
}

Form object(auto place) {
  return make_form(SettingKind::object, "a table, or a JSON object as a string, at most 32 levels deep", place,
                   &compact_object);
}

// config/load.cpp reads the file and stores its content as sink.write_key.
Form key_file() {
  return {SettingKind::text, "the path of a readable file", [](Config&, const std::string&) {}};
}

Setting row(std::string name, std::string default_value, Form form, std::string help, bool secret = false) {
  return {std::move(name),       std::move(default_value), form.kind, std::move(form.expected), secret, std::move(help),
          std::move(form.store), std::move(form.choices)};
}

std::vector<Setting> reading_settings() {
  using C = Config;
  using std::chrono::milliseconds;
  constexpr bool secret = true;
  const auto database = [](auto m) { return at(&C::database, m); };
  return {
      row("database.url", "", text(database(&C::Database::url)),
          "The database with the counters, as a libpq URL or key=value string. If it is not set, DATABASE_URL applies, "
          "or else libpq's PG* variables.",
          secret),
      row("database.schema", "source_data", filled(database(&C::Database::schema)),
          "The schema with the relations of the input contract."),
      row("database.connect_timeout", "10s", duration_form(database(&C::Database::connect_timeout), milliseconds{1}),
          "The time limit for connecting to PostgreSQL."),
      row("database.row_security", "false", boolean(database(&C::Database::row_security)),
          "Whether row-level security may hide rows of the input from this role. If it may not, a hidden row ends the "
          "run."),
      row("database.max_attempts", "6", integer_form(database(&C::Database::max_attempts), 1, 100),
          "The maximum number of attempts at a read or a ledger transaction if the server restarts, disappears or "
          "cancels it."),
      row("database.backoff", "1s", duration_form(database(&C::Database::backoff), milliseconds{1}),
          "The longest wait before the second attempt. It doubles with each further attempt, up to 30s; each wait is "
          "random, up to this limit."),
      row("ledger.url", "", text(at(&C::ledger, &C::Ledger::url)),
          "The database with the ledger, if it is not the one of database.url, for example because that is a replica.",
          secret),
      row("ledger.schema", "sent_source_data", filled(at(&C::ledger, &C::Ledger::schema)),
          "The schema of the ledger. Each deployment needs one of its own; two deployments in one database have two."),
  };
}

std::vector<Setting> job_settings() {
  using C = Config;
  using std::chrono::milliseconds;
  const auto job = [](auto m) { return at(&C::job, m); };
  return {
      row("job.timezone", "UTC", filled(job(&C::Job::timezone)),
          "The time zone whose calendar days are sent, by a name that PostgreSQL knows."),
      row("job.settle", "2h", duration_form(job(&C::Job::settle), milliseconds{0}),
          "How long a day's counters may still change after the day has ended."),
      row("job.catch_up_days", "7", integer_form(job(&C::Job::catch_up_days), 0, 366),
          "How many days back `run` looks for missed days."),
      row("job.min_share", "0", share_form(job(&C::Job::min_share)),
          "The smallest share that a day's calls may be of the mean of the days before it, in the weekly window. With "
          "fewer calls the day counts as not closed, because it may not be loaded yet; if usage_complete has a row, "
          "only that decides. 0: such days are only reported."),
      row("job.memory", "512MiB", size_form(job(&C::Job::memory), 16U << 20U, 1024 * gibibyte),
          "The memory limit. It decides how many sources each chunk of a day has; a chunk that turns out to be too "
          "large is split."),
      row("job.lease", "30s", duration_form(job(&C::Job::lease), milliseconds{1000}),
          "How long a worker must be silent before another worker may take over its chunks. A worker that makes no "
          "progress "
          "is silent."),
      row("job.grace", "20s", duration_form(job(&C::Job::grace), milliseconds{0}),
          "How long a run may take to end after SIGINT, SIGTERM or job.time_budget: requests in flight may finish, and "
          "what "
          "was accepted is recorded."),
      row("job.time_budget", "0s", duration_form(job(&C::Job::time_budget), milliseconds{0}),
          "The time after which a run stops with exit code 6, whatever it waits for; the next run continues it. 0s "
          "means no "
          "limit."),
      row("job.max_events", "0", integer_form(job(&C::Job::max_events), 0, million * million),
          "The maximum number of events of a day. A run ends with exit code 2 before it sends the first event of a "
          "larger day. 0 means no limit."),
      row("windows.monthly_days", "30", integer_form(at(&C::windows, &C::Windows::monthly_days), 1, 366),
          "The number of days, including the day itself, in callsMonthly and in the calls by method and library."),
      row("windows.weekly_days", "7", integer_form(at(&C::windows, &C::Windows::weekly_days), 1, 366),
          "The number of days, including the day itself, in callsWeekly; at most windows.monthly_days."),
  };
}

std::vector<Setting> event_settings() {
  using C = Config;
  const auto event = [](auto m) { return at(&C::event, m); };
  return {
      row("plan.directory", "", text(at(&C::plan, &C::Plan::directory)),
          "The folder of a tracking plan that replaces the built-in one; each *.json file in it is one rule."),
      row("event.namespace", "", uuid(event(&C::Event::name_space)),
          "The namespace of event ids, instead of the one that the ledger keeps."),
      row("event.time_of_day", "12:00:00", time_of_day(event(&C::Event::time_of_day)),
          "The time of day, in job.timezone, of an event's timestamp."),
      row("event.extra_properties", "", extra_properties(event(&C::Event::extra_properties)),
          "Properties to add to those of the tracking plan."),
      row("event.max_properties", "250", integer_form(event(&C::Event::max_properties), 20, 10'000),
          "The maximum number of properties of an event. If there are more, libraryOther adds up the libraries with "
          "the fewest calls."),
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
          "The kind of receiver. It sets the URL, the limits and the rate, and you can override each of them."),
      row("sink.url", "", url(sink(&C::Sink::url)), "The receiver's complete URL, including the path."),
      row("sink.write_key", "", key(sink(&C::Sink::write_key)),
          "The write key of the source that receives the events. If it is not set, SEGMENT_WRITE_KEY applies.", secret),
      row("sink.write_key_file", "", key_file(),
          "The file that contains the write key. If sink.write_key is set too, the one from the later place wins."),
      row("sink.proxy", "", proxy(sink(&C::Sink::proxy)),
          "The forward proxy to the receiver; `none` disables it. If it is not set, HTTPS_PROXY or HTTP_PROXY applies, "
          "depending on the receiver's scheme, then ALL_PROXY, unless NO_PROXY names the receiver.",
          secret),
      row("sink.gzip", "", boolean(sink(&C::Sink::gzip)), "Whether to compress request bodies with gzip."),
      row("sink.concurrency", "8", integer_form(sink(&C::Sink::concurrency), 1, 256),
          "The number of requests in flight at once."),
      row("sink.max_batches_ahead", "64", integer_form(sink(&C::Sink::max_batches_ahead), 1, 10'000),
          "The number of batches that may be sent ahead of one that is still retried. What they delivered is recorded, "
          "and not sent again."),
      row("sink.max_event_bytes", "", size_form(sink(&C::Sink::max_event_bytes), smallest_event_bytes, gibibyte),
          "The maximum size of an event, in bytes; a larger event is rejected."),
      row("sink.max_body_bytes", "",
          size_form(sink(&C::Sink::max_body_bytes), smallest_event_bytes + envelope_bytes, gibibyte),
          "The maximum size of a request body, in bytes, before compression."),
      row("sink.max_batch_events", "", integer_form(sink(&C::Sink::max_batch_events), 1, million),
          "The maximum number of events in a request."),
      row("sink.max_events_per_second", "", integer_form(sink(&C::Sink::max_events_per_second), 0, million),
          "The maximum number of events per second that each worker sends; 0 means no limit."),
      row("sink.max_requests_per_second", "", integer_form(sink(&C::Sink::max_requests_per_second), 0, million),
          "The maximum number of requests per second that each worker sends; 0 means no limit."),
      row("sink.connect_timeout", "10s", duration_form(sink(&C::Sink::connect_timeout), milliseconds{1}),
          "The time limit for resolving the name, connecting (also through a proxy) and the TLS handshake together."),
      row("sink.request_timeout", "30s", duration_form(sink(&C::Sink::request_timeout), milliseconds{1}),
          "The time limit for a request and its complete response."),
      row("sink.max_attempts", "10", integer_form(sink(&C::Sink::max_attempts), 1, 1000),
          "The maximum number of attempts at a request, or three at an event alone if that is more. If all fail, the "
          "receiver counts as unavailable, unless it accepts other events meanwhile: then the events at fault are "
          "rejected. Waiting because of Retry-After does not count."),
      row("sink.backoff", "200ms", duration_form(sink(&C::Sink::backoff), milliseconds{1}),
          "The longest wait before the second attempt. It doubles with each further attempt; each wait is random, up "
          "to this limit."),
      row("sink.max_backoff", "30s", duration_form(sink(&C::Sink::max_backoff), milliseconds{1}),
          "The longest wait between any two attempts."),
      row("sink.ca_file", "", text(sink(&C::Sink::ca_file)),
          "A file with the certificates to trust, in PEM format, instead of the system's."),
      row("sink.path", "", text(sink(&C::Sink::path)),
          "The file that preset `file` writes, one event per line; `-` means standard output."),
  };
}

std::vector<Setting> metrics_settings() {
  using C = Config;
  const auto metrics = [](auto m) { return at(&C::metrics, m); };
  return {
      row("metrics.textfile", "", text(metrics(&C::Metrics::textfile)),
          "The file for metrics, written after each run, for the textfile collector of Prometheus' node exporter."),
      row("metrics.pushgateway", "", url(metrics(&C::Metrics::pushgateway)),
          "The Prometheus Pushgateway that receives the metrics after each run, such as http://pushgateway:9091."),
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

std::string environment_name(const Setting& setting) { return std::string(environment_prefix) + upper(setting.name); }

}  // namespace sent::config
