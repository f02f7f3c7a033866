// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "config/load.hpp"
#include "config/parse_value.hpp"
#include "config/preset.hpp"
#include "config/settings.hpp"
#include "model/failure.hpp"
#include "support/files/temporary_directory.hpp"

namespace sent::tests {
namespace {

using std::chrono::milliseconds;
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Places {
  std::string file = {};
  std::map<std::string, std::string> environment = {};
  Pairs set = {};
  config::Need need = config::Need::no_receiver;
};

config::Config load(const Places& places) {
  TemporaryDirectory directory;
  std::optional<std::string> path;
  if (!places.file.empty()) {
    path = directory.file("job.toml");
    std::ofstream(*path) << places.file;
  }
  return config::load_config(path, config::Environment(places.environment), places.set, places.need);
}

std::string error_of(const Places& places) {
  try {
    (void)load(places);
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::usage);
    return failure.what();
  }
  return "no error";
}

void expect_error(const Places& places, const std::string& part) {
  EXPECT_NE(error_of(places).find(part), std::string::npos) << error_of(places);
}

TEST(Config, HasTheDocumentedDefaults) {
  const config::Config config = load({});
  EXPECT_EQ(config.database.schema, "source_data");
  EXPECT_EQ(config.job.settle, std::chrono::hours{2});
  EXPECT_EQ(config.job.memory, 512U << 20U);
  EXPECT_EQ(config.windows.monthly_days, 30);
  EXPECT_EQ(config.event.time_of_day, std::chrono::hours{12});
  EXPECT_EQ(config.sink.url, "https://api.segment.io/v1/batch");
  EXPECT_EQ(config.sink.max_body_bytes, 475000U);
  EXPECT_TRUE(config.sink.gzip);
}

TEST(Config, LaterPlacesOverrideEarlierOnes) {
  Places places{.file = "[database]\nschema = 'of_file'\n[sink]\nconcurrency = 2\nmax_attempts = 3\n"};
  EXPECT_EQ(load(places).database.schema, "of_file");
  places.environment = {{"SENT_SOURCE_DATA_DATABASE_SCHEMA", "of_environment"},
                        {"SENT_SOURCE_DATA_SINK_CONCURRENCY", "4"}};
  EXPECT_EQ(load(places).database.schema, "of_environment");
  places.set = {{"database.schema", "first"}, {"database.schema", "of_set"}};
  const config::Config config = load(places);
  EXPECT_EQ(config.database.schema, "of_set");
  EXPECT_EQ(config.sink.concurrency, 4U);
  EXPECT_EQ(config.sink.max_attempts, 3);
}

TEST(Config, DatabaseUrlAndSegmentWriteKeyAreFallbacks) {
  const config::Config config =
      load({.environment = {{"DATABASE_URL", "postgresql://a"}, {"SEGMENT_WRITE_KEY", "key-of-segment"}}});
  EXPECT_EQ(config.database.url, "postgresql://a");
  EXPECT_EQ(config.sink.write_key, "key-of-segment");
  const config::Config own = load({.environment = {{"DATABASE_URL", "a"}, {"SENT_SOURCE_DATA_DATABASE_URL", "b"}}});
  EXPECT_EQ(own.database.url, "b");
}

TEST(Config, TheUserOverridesThePreset) {
  const config::Config config =
      load({.set = {{"sink.preset", "custom"}, {"sink.url", "http://127.0.0.1:1/x"}, {"sink.gzip", "true"}}});
  EXPECT_TRUE(config.sink.gzip);
  EXPECT_EQ(config.sink.max_events_per_second, 0U);
}

TEST(Config, WriteKeyFileProvidesTheKey) {
  TemporaryDirectory directory;
  std::ofstream(directory.file("key")) << "key-of-file\n";
  EXPECT_EQ(load({.set = {{"sink.write_key_file", directory.file("key")}}}).sink.write_key, "key-of-file");
  expect_error({.set = {{"sink.write_key_file", directory.file("none")}}}, "No such file or directory");
}

TEST(Config, IntegrationsMayBeATableOrJson) {
  EXPECT_EQ(load({.file = "[event]\nintegrations = { All = false, Mixpanel = true }\n"}).event.integrations,
            R"({"All":false,"Mixpanel":true})");
  EXPECT_EQ(load({.file = "[event.integrations]\nAll = true\n"}).event.integrations, R"({"All":true})");
  EXPECT_EQ(load({.set = {{"backfill.integrations", "{ \"All\": false }"}}}).backfill.integrations, R"({"All":false})");
  expect_error({.set = {{"event.integrations", "[1]"}}}, "event.integrations = \"[1]\" (from --set)");
}

TEST(Config, ListsMayBeArraysOrText) {
  const std::vector<std::string> both{"date", "ownerType"};
  EXPECT_EQ(load({.file = "[event]\nextra_properties = ['date', 'ownerType']\n"}).event.extra_properties, both);
  EXPECT_EQ(load({.set = {{"event.extra_properties", "date, ownerType"}}}).event.extra_properties, both);
  expect_error({.set = {{"event.extra_properties", "date,owner"}}}, "must be a list of date, ownerType or both");
}

TEST(Config, AnUnknownNameIsRefusedWithASuggestion) {
  expect_error({.set = {{"sink.concurency", "2"}}},
               "sink.concurency (from --set): no such setting; did you mean sink.concurrency?");
  expect_error({.file = "[job]\ntimezne = 'UTC'\n"}, "did you mean job.timezone?");
  expect_error({.file = "colour = 1\n"}, "colour");
}

TEST(Config, AllErrorsAreReportedAtOnce) {
  const std::string error =
      error_of({.file = "[sink]\nconcurrency = 0\n", .set = {{"job.settle", "soon"}, {"x.y", "1"}}});
  EXPECT_NE(error.find("sink.concurrency = \"0\""), std::string::npos) << error;
  EXPECT_NE(error.find("job.settle = \"soon\" (from --set): must be a duration"), std::string::npos) << error;
  EXPECT_NE(error.find("x.y"), std::string::npos) << error;
}

TEST(Config, WrongTomlTypesAreRefused) {
  expect_error({.file = "[sink]\npath = 1.5\n"}, "must be a string, not a float");
  expect_error({.file = "[database]\nschema = true\n"}, "must be a non-empty string, not a boolean");
  expect_error({.file = "[sink]\nconcurrency = [3]\n"}, "must be a whole number from 1 to 256, not an array");
  expect_error({.file = "[job]\nsettle = 5\n"}, "job.settle = \"5\"");
  expect_error({.file = "[event]\nextra_properties = 2026-01-01\n"}, "not a date");
  expect_error({.file = "[sink]\nwrite_key = 12345678\n"}, "must be a string without spaces, not an integer");
}

TEST(Config, TomlTypesAreAccepted) {
  const config::Config config = load({.file = "[sink]\ngzip = false\nconcurrency = 3\nmax_body_bytes = 50000\n"
                                              "[event]\ntime_of_day = 01:02:03\n"});
  EXPECT_FALSE(config.sink.gzip);
  EXPECT_EQ(config.sink.concurrency, 3U);
  EXPECT_EQ(config.sink.max_body_bytes, 50000U);
  EXPECT_EQ(config.event.time_of_day, std::chrono::seconds{3723});
}

TEST(Config, AFileMayBeEmptyButADirectoryIsRefused) {
  TemporaryDirectory directory;
  const config::Environment nowhere;
  std::ofstream(directory.file("empty.toml")).flush();
  EXPECT_NO_THROW((void)config::load_config(directory.file("empty.toml"), nowhere, {}, config::Need::no_receiver));
  EXPECT_THROW((void)config::load_config("/tmp", nowhere, {}, config::Need::no_receiver), Failure);
}

TEST(Config, TheWriteKeyFromTheLaterPlaceWins) {
  TemporaryDirectory directory;
  std::ofstream(directory.file("key")) << "key-of-file\r\n";
  const std::string named = "[sink]\nwrite_key_file = '''" + directory.file("key") + "'''\n";
  const auto key = [](const Places& places) { return load(places).sink.write_key; };
  EXPECT_EQ(key({.file = named, .environment = {{"SEGMENT_WRITE_KEY", "of-variable"}}}), "of-variable");
  EXPECT_EQ(key({.file = named, .environment = {{"SEGMENT_WRITE_KEY", ""}}}), "key-of-file");
  EXPECT_EQ(key({.file = "[sink]\nwrite_key = 'x'\n", .set = {{"sink.write_key_file", directory.file("key")}}}),
            "key-of-file");
}

TEST(Config, ImpossibleWriteKeysAreRefused) {
  for (const char* preset : {"segment-us", "rudderstack", "jitsu", "custom"}) {
    expect_error({.set = {{"sink.preset", preset}, {"sink.write_key", "a b"}}},
                 "sink.write_key (from --set): must be a string without spaces");
  }
  const Pairs jitsu{
      {"sink.preset", "jitsu"}, {"sink.url", "https://x/api/s/s2s/batch"}, {"sink.write_key", "id:secret"}};
  EXPECT_NO_THROW(load({.set = jitsu, .need = config::Need::everything}));
  expect_error({.set = {{"sink.write_key", "a:longer-one"}}, .need = config::Need::everything}, "contains a colon");
}

TEST(Config, EachSettingIsReportedOnce) {
  const std::string error =
      error_of({.set = {{"sink.preset", "segmnt"}, {"sink.url", "x"}}, .need = config::Need::everything});
  EXPECT_EQ(error,
            "reading the configuration: sink.preset = \"segmnt\" (from --set): must be one of "
            "segment-us, segment-eu, rudderstack, jitsu, custom, file\n  sink.url = \"x\" (from --set): "
            "must be an http or https URL without user name, password or spaces");
}

TEST(Config, ErrorsEscapeControlCharacters) {
  const std::string error = error_of({.set = {{"sink.path", "a\nforged\x1b"}, {"x\ny", "1"}}});
  EXPECT_NE(error.find("sink.path = \"a\\nforged\\x1b\""), std::string::npos) << error;
  EXPECT_NE(error.find("x\\ny"), std::string::npos) << error;
}

TEST(Config, EmptyAndEndlessValuesAreRefused) {
  expect_error({.set = {{"database.schema", ""}}}, "database.schema = \"\" (from --set): must be a non-empty string");
  expect_error({.set = {{"job.timezone", ""}}}, "job.timezone");
  expect_error({.set = {{"job.time_budget", "367d"}}}, "from 0ms to 366d");
  expect_error({.set = {{"event.namespace", "not-a-uuid"}}},
               "event.namespace = \"not-a-uuid\" (from --set): must be a UUID");
}

TEST(Config, ErrorsHideTheQueryOfAUrl) {
  const std::string error = error_of({.set = {{"sink.url", "http://x?key=hu sh"}}});
  EXPECT_EQ(error.find("hu sh"), std::string::npos) << error;
}

TEST(Config, RefusesVariablesThatNameNoSetting) {
  expect_error({.environment = {{"SENT_SOURCE_DATA_JOB_TIME_ZONE", "UTC"}}},
               "SENT_SOURCE_DATA_JOB_TIME_ZONE (from environment): no such setting; did you mean "
               "SENT_SOURCE_DATA_JOB_TIMEZONE?");
  expect_error({.environment = {{"SENT_SOURCE_DATA_SERVICE_HOSTS", "x"}}}, "no such setting");
  expect_error({.environment = {{"SENT_SOURCE_DATA_TIMEZONE", "hush"}, {"SENT_SOURCE_DATA_KEY", "hush"}}},
               "SENT_SOURCE_DATA_KEY (from environment): no such setting");
}

TEST(Config, ReadsAShare) {
  const auto share = [](const std::string& text) { return load({.set = {{"job.min_share", text}}}).job.min_share; };
  EXPECT_EQ(share("0"), 0);
  EXPECT_EQ(share("1"), 1);
  EXPECT_EQ(share("0.25"), 0.25);
  EXPECT_EQ(load({.file = "[job]\nmin_share = 0.5\n"}).job.min_share, 0.5);
  EXPECT_EQ(load({.file = "[job]\nmin_share = 1\n"}).job.min_share, 1);
  for (const auto* text : {"", "-0", "1.01", "2", "nan", "inf", "0,5", "50%", " 0.5", "0.5x", "1e-1", "."}) {
    expect_error({.set = {{"job.min_share", text}}}, "must be a number from 0 to 1");
  }
}

TEST(Config, AdmitsTheVariablesOfKubernetesServices) {
  EXPECT_NO_THROW((void)load({.environment = {{"SENT_SOURCE_DATA_SERVICE_HOST", "10.0.0.1"},
                                              {"SENT_SOURCE_DATA_SERVICE_PORT", "80"},
                                              {"SENT_SOURCE_DATA_SERVICE_PORT_HTTP", "80"},
                                              {"SENT_SOURCE_DATA_PORT", "tcp://10.0.0.1:80"},
                                              {"SENT_SOURCE_DATA_PORT_80_TCP", "tcp://10.0.0.1:80"},
                                              {"SENT_SOURCE_DATA_PORT_80_TCP_ADDR", "10.0.0.1"},
                                              {"SENT_SOURCE_DATA_STATUS_SERVICE_HOST", "10.0.0.2"},
                                              {"OTHER_JOB_TIME_ZONE", "x"}}}));
}

TEST(Config, TakesAnEmptyVariableAsNotSet) {
  EXPECT_EQ(load({.file = "[job]\ntimezone = \"Asia/Tokyo\"\n", .environment = {{"SENT_SOURCE_DATA_JOB_TIMEZONE", ""}}})
                .job.timezone,
            "Asia/Tokyo");
  EXPECT_EQ(load({.environment = {{"SENT_SOURCE_DATA_JOB_TIMEZONE", "\r\n"}}}).job.timezone, "UTC");
}

TEST(Config, LeavesOutLineEndsBehindAVariable) {
  const auto config =
      load({.environment = {{"DATABASE_URL", "postgresql:///d\n"}, {"SENT_SOURCE_DATA_JOB_TIMEZONE", "UTC\r\n"}}});
  EXPECT_EQ(config.database.url, "postgresql:///d");
  EXPECT_EQ(config.job.timezone, "UTC");
}

TEST(Config, TomlErrorsHaveALine) {
  expect_error({.file = "[sink]\nurl = \n"}, "line 2");
  EXPECT_THROW((void)config::load_config("/nowhere/job.toml", {}, {}), Failure);
}

TEST(Config, ErrorsNeverShowASecret) {
  const std::string error = error_of({.set = {{"sink.write_key", "hush\n"}, {"database.url", "hush\x01"}}});
  EXPECT_EQ(error.find("hush"), std::string::npos) << error;
  EXPECT_NE(error.find("sink.write_key (from --set)"), std::string::npos) << error;
}

TEST(Config, SettingsMustFitTogether) {
  expect_error({.set = {{"windows.weekly_days", "31"}}},
               "windows.weekly_days = 31 (from --set) is longer than windows.monthly_days = 30 "
               "(from default)");
  expect_error({.set = {{"sink.max_event_bytes", "475000"}}}, "does not fit in sink.max_body_bytes");
  EXPECT_NO_THROW(load({.set = {{"sink.max_event_bytes", "474988"}}}));
}

TEST(Config, OnlySendingNeedsAReceiver) {
  EXPECT_NO_THROW(load({}));
  expect_error({.need = config::Need::everything}, "sink.write_key is missing");
  expect_error({.set = {{"sink.preset", "rudderstack"}, {"sink.write_key", "key"}}, .need = config::Need::everything},
               "sink.url is missing");
  expect_error({.set = {{"sink.preset", "file"}}, .need = config::Need::everything}, "sink.path is missing");
  expect_error({.set = {{"sink.write_key", "short"}}, .need = config::Need::everything}, "too short");
  EXPECT_NO_THROW(load({.set = {{"sink.preset", "custom"}, {"sink.url", "http://127.0.0.1:9/v1/batch"}},
                        .need = config::Need::everything}));
}

TEST(Config, AKeyOfBlanksIsMissing) {
  const TemporaryDirectory directory;
  std::ofstream(directory.file("key")) << " \t\n";
  for (const config::Preset preset : config::presets()) {
    if (preset == config::Preset::file) continue;
    const std::pair<std::string, std::string> chosen{"sink.preset", std::string(config::preset_name(preset))};
    expect_error({.set = {chosen, {"sink.write_key", "  "}}}, "sink.write_key (from --set) is missing: there are only");
    expect_error({.environment = {{"SEGMENT_WRITE_KEY", " \n"}}, .set = {chosen}},
                 "sink.write_key (from environment SEGMENT_WRITE_KEY) is missing: there are only blanks");
    expect_error({.set = {chosen, {"sink.write_key_file", directory.file("key")}}},
                 "/key) is missing: there are only blanks");
  }
}

TEST(Config, UnusableUrlsAreRefused) {
  for (const char* url : {"ftp://x/", "//x", "api.segment.io", "http://", "https:///path", "http://a b/"}) {
    expect_error({.set = {{"sink.url", url}}}, "sink.url");
  }
  const std::string error = error_of({.set = {{"sink.url", "https://user:hush@x/"}}});
  EXPECT_NE(error.find("sink.url (from --set): must be an http or https URL without user name"), std::string::npos)
      << error;
  EXPECT_EQ(error.find("hush"), std::string::npos) << error;
}

const Pairs https_receiver{{"sink.preset", "custom"}, {"sink.url", "https://api.test/v1/batch"}};

std::string proxy_of(Places places) {
  places.set.insert(places.set.begin(), https_receiver.begin(), https_receiver.end());
  places.need = config::Need::everything;
  const auto proxy = load(places).sink.proxy;
  return proxy ? proxy->credentials.value_or("") + "@" + proxy->shown() : "none";
}

TEST(Config, TheProxyFromTheLaterPlaceWins) {
  const std::map<std::string, std::string> variables{{"HTTPS_PROXY", "http://u:p@of-variable:1"}};
  EXPECT_EQ(proxy_of({}), "none");
  EXPECT_EQ(proxy_of({.environment = variables}), "u:p@of-variable:1");
  EXPECT_EQ(proxy_of({.file = "[sink]\nproxy = 'of-file:2'\n", .environment = variables}), "@of-file:2");
  EXPECT_EQ(proxy_of({.environment = variables, .set = {{"sink.proxy", "none"}}}), "none");
  EXPECT_EQ(proxy_of({.environment = variables, .set = {{"sink.proxy", ""}}}), "u:p@of-variable:1");
  auto own = variables;
  own["SENT_SOURCE_DATA_SINK_PROXY"] = "http://of-own:3";
  own["NO_PROXY"] = "*";
  EXPECT_EQ(proxy_of({.environment = own}), "@of-own:3") << "NO_PROXY affects only the other variables";
  own["SENT_SOURCE_DATA_SINK_PROXY"] = "";
  EXPECT_EQ(proxy_of({.environment = own}), "none");
}

TEST(Config, ProxyVariablesAreIgnoredUnlessNeeded) {
  const std::map<std::string, std::string> unusable{{"ALL_PROXY", "socks5://of-variable"}};
  EXPECT_NO_THROW((void)load({.environment = unusable}));
  const Pairs to_file{{"sink.preset", "file"}, {"sink.path", "-"}};
  EXPECT_NO_THROW((void)load({.environment = unusable, .set = to_file, .need = config::Need::everything}));
  const std::string error =
      error_of({.environment = unusable, .set = {{"sink.url", "x"}}, .need = config::Need::everything});
  EXPECT_EQ(error.find("sink.proxy"), std::string::npos) << error << ": without a URL the scheme is unknown";
}

TEST(Config, UnusableProxyIsRefusedWithItsVariable) {
  for (const char* text : {"socks5://u:hush@proxy.test:1080", "https://u:hush@proxy.test", "http://hush proxy"}) {
    const std::string error =
        error_of({.environment = {{"https_proxy", text}}, .set = https_receiver, .need = config::Need::everything});
    EXPECT_EQ(error,
              "reading the configuration: sink.proxy (from environment https_proxy): must be none, or the http URL "
              "of a proxy such as http://user:password@host:3128");
  }
  expect_error({.set = {{"sink.proxy", "socks5://x"}}}, "sink.proxy (from --set): must be none, or");
}

TEST(Values, DurationsAndSizesAreParsed) {
  EXPECT_EQ(config::parse_duration("500ms"), milliseconds{500});
  EXPECT_EQ(config::parse_duration("2h"), milliseconds{7'200'000});
  EXPECT_EQ(config::parse_duration("1d"), milliseconds{86'400'000});
  EXPECT_EQ(config::parse_size("20000"), 20000U);
  EXPECT_EQ(config::parse_size("64KiB"), 65536U);
  EXPECT_EQ(config::parse_size("2MB"), 2'000'000U);
}

TEST(Values, OtherTextsAreRefused) {
  for (const char* text : {"", "s", "5", "-5s", "5 s", "5S", "1.5h", "99999999999999999999s", "9999999999999d"}) {
    EXPECT_FALSE(config::parse_duration(text)) << text;
  }
  for (const char* text : {"", "MiB", "-1", "1.5MiB", "1 MiB", "1mib", "99999999999999999999"}) {
    EXPECT_FALSE(config::parse_size(text)) << text;
  }
  for (const char* text : {"", "12", "24:00", "12:60", "12:00:60", "1:00", "ab:cd"}) {
    EXPECT_FALSE(config::parse_time_of_day(text)) << text;
  }
}

}  // namespace
}  // namespace sent::tests
