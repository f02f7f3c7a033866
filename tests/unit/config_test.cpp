#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "config/load.hpp"
#include "config/parse_value.hpp"
#include "config/settings.hpp"
#include "model/failure.hpp"
#include "support/golden.hpp"
#include "support/temporary_directory.hpp"

namespace sent {
namespace {

using std::chrono::milliseconds;
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Places {
  std::string file = {};
  std::map<std::string, std::string> environment = {};
  Pairs set = {};
  Need need = Need::database_only;
};

Config load(const Places& places) {
  TemporaryDirectory directory;
  std::optional<std::string> path;
  if (!places.file.empty()) {
    path = directory.file("job.toml");
    std::ofstream(*path) << places.file;
  }
  const auto environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = places.environment.find(name);
    return found == places.environment.end() ? std::nullopt : std::optional(found->second);
  };
  return load_config(path, environment, places.set, places.need);
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
  const Config config = load({});
  EXPECT_EQ(config.database.schema, "source_data");
  EXPECT_EQ(config.job.settle, std::chrono::hours{2});
  EXPECT_EQ(config.job.memory, 512U << 20U);
  EXPECT_EQ(config.windows.monthly_days, 30);
  EXPECT_EQ(config.event.time_of_day, std::chrono::hours{12});
  EXPECT_EQ(config.sink.url, "https://api.segment.io/v1/batch");
  EXPECT_EQ(config.sink.max_body_bytes, 475000U);
  EXPECT_TRUE(config.sink.gzip);
}

TEST(Config, LetsLaterPlacesWin) {
  Places places{.file = "[database]\nschema = 'of_file'\n[sink]\nconcurrency = 2\nmax_attempts = 3\n"};
  EXPECT_EQ(load(places).database.schema, "of_file");
  places.environment = {{"SENT_SOURCE_DATA_DATABASE_SCHEMA", "of_environment"}, {"SENT_SOURCE_DATA_SINK_CONCURRENCY", "4"}};
  EXPECT_EQ(load(places).database.schema, "of_environment");
  places.set = {{"database.schema", "first"}, {"database.schema", "of_set"}};
  const Config config = load(places);
  EXPECT_EQ(config.database.schema, "of_set");
  EXPECT_EQ(config.sink.concurrency, 4U);
  EXPECT_EQ(config.sink.max_attempts, 3);
}

TEST(Config, HonoursTheUsualVariables) {
  const Config config = load({.environment = {{"DATABASE_URL", "postgresql://a"}, {"SEGMENT_WRITE_KEY", "key-of-segment"}}});
  EXPECT_EQ(config.database.url, "postgresql://a");
  EXPECT_EQ(config.sink.write_key, "key-of-segment");
  const Config own = load({.environment = {{"DATABASE_URL", "a"}, {"SENT_SOURCE_DATA_DATABASE_URL", "b"}}});
  EXPECT_EQ(own.database.url, "b");
}

TEST(Config, OverridesWhatAPresetSets) {
  const Config config = load({.set = {{"sink.preset", "custom"}, {"sink.url", "http://127.0.0.1:1/x"}, {"sink.gzip", "true"}}});
  EXPECT_TRUE(config.sink.gzip);
  EXPECT_EQ(config.sink.max_events_per_second, 0U);
}

TEST(Config, ReadsTheWriteKeyFromAFile) {
  TemporaryDirectory directory;
  std::ofstream(directory.file("key")) << "key-of-file\n";
  EXPECT_EQ(load({.set = {{"sink.write_key_file", directory.file("key")}}}).sink.write_key, "key-of-file");
  expect_error({.set = {{"sink.write_key_file", directory.file("none")}}}, "cannot be read");
}

TEST(Config, TakesIntegrationsAsATableOrAsJson) {
  EXPECT_EQ(load({.file = "[event]\nintegrations = { All = false, Mixpanel = true }\n"}).event.integrations,
            R"({"All":false,"Mixpanel":true})");
  EXPECT_EQ(load({.file = "[event.integrations]\nAll = true\n"}).event.integrations, R"({"All":true})");
  EXPECT_EQ(load({.set = {{"backfill.integrations", "{ \"All\": false }"}}}).backfill.integrations, R"({"All":false})");
  expect_error({.set = {{"event.integrations", "[1]"}}}, "event.integrations = \"[1]\" (from --set)");
}

TEST(Config, TakesListsFromTomlAndFromText) {
  const std::vector<std::string> both{"date", "ownerType"};
  EXPECT_EQ(load({.file = "[event]\nextra_properties = ['date', 'ownerType']\n"}).event.extra_properties, both);
  EXPECT_EQ(load({.set = {{"event.extra_properties", "date, ownerType"}}}).event.extra_properties, both);
  expect_error({.set = {{"event.extra_properties", "date,owner"}}}, "wanted is a list of date and ownerType");
}

TEST(Config, RefusesAnUnknownNameWithTheNearestOne) {
  expect_error({.set = {{"sink.concurency", "2"}}}, "sink.concurency (from --set): no such setting; did you mean sink.concurrency?");
  expect_error({.file = "[job]\ntimezne = 'UTC'\n"}, "did you mean job.timezone?");
  expect_error({.file = "colour = 1\n"}, "colour");
}

TEST(Config, ReportsEveryErrorAtOnce) {
  const std::string error = error_of({.file = "[sink]\nconcurrency = 0\n", .set = {{"job.settle", "soon"}, {"x.y", "1"}}});
  EXPECT_NE(error.find("sink.concurrency = \"0\""), std::string::npos) << error;
  EXPECT_NE(error.find("job.settle = \"soon\" (from --set): wanted is a duration"), std::string::npos) << error;
  EXPECT_NE(error.find("x.y"), std::string::npos) << error;
}

TEST(Config, SaysWhereAFileIsNotToml) {
  expect_error({.file = "[sink]\nurl = \n"}, "line 2");
  EXPECT_THROW((void)load_config("/nowhere/job.toml", [](const std::string&) { return std::nullopt; }, {}), Failure);
}

TEST(Config, NeverShowsASecret) {
  const std::string error = error_of({.set = {{"sink.write_key", "hush\n"}, {"database.url", "hush\x01"}}});
  EXPECT_EQ(error.find("hush"), std::string::npos) << error;
  EXPECT_NE(error.find("sink.write_key (from --set)"), std::string::npos) << error;
}

TEST(Config, ChecksWhatBelongsTogether) {
  expect_error({.set = {{"windows.weekly_days", "31"}}}, "windows.weekly_days = 31 is longer");
  expect_error({.set = {{"sink.max_event_bytes", "475000"}}}, "does not fit in sink.max_body_bytes");
  EXPECT_NO_THROW(load({.set = {{"sink.max_event_bytes", "474988"}}}));
}

TEST(Config, WantsAReceiverOnlyForSending) {
  EXPECT_NO_THROW(load({}));
  expect_error({.need = Need::everything}, "sink.write_key is missing");
  expect_error({.set = {{"sink.preset", "rudderstack"}, {"sink.write_key", "key"}}, .need = Need::everything}, "sink.url is missing");
  expect_error({.set = {{"sink.preset", "file"}}, .need = Need::everything}, "sink.path is missing");
  expect_error({.set = {{"sink.write_key", "short"}}, .need = Need::everything}, "too short");
  EXPECT_NO_THROW(load({.set = {{"sink.preset", "custom"}, {"sink.url", "http://127.0.0.1:9/v1/batch"}}, .need = Need::everything}));
}

TEST(Config, RefusesUrlsThatCannotBeMeant) {
  for (const char* url : {"ftp://x/", "//x", "api.segment.io", "http://", "https:///path", "http://a b/"}) {
    expect_error({.set = {{"sink.url", url}}}, "sink.url");
  }
  const std::string error = error_of({.set = {{"sink.url", "https://user:hush@x/"}}});
  EXPECT_NE(error.find("sink.url holds a user or password"), std::string::npos) << error;
  EXPECT_EQ(error.find("hush"), std::string::npos) << error;
}

// The form that each row asks for refuses a text that is none; every default and help sentence is sound.
TEST(Settings, AreSoundRowByRow) {
  for (const auto& setting : settings()) {
    EXPECT_TRUE(setting.help.ends_with(".")) << setting.name;
    Config config;
    if (!setting.default_value.empty()) {
      EXPECT_NO_THROW(setting.store(config, setting.default_value)) << setting.name;
    }
    if (setting.name == "sink.write_key_file") continue;
    EXPECT_THROW(setting.store(config, "\x01"), UnwantedValue) << setting.name;
  }
}

TEST(Settings, AreListedInTheReference) { expect_golden("docs/settings.md", settings_reference()); }

TEST(Settings, ExampleLoads) {
  EXPECT_NO_THROW((void)load_config(SENT_ROOT "/config/sent-source-data.example.toml",
                                    [](const std::string&) { return std::nullopt; }, {}));
}

TEST(Values, ReadDurationsAndSizes) {
  EXPECT_EQ(parse_duration("500ms"), milliseconds{500});
  EXPECT_EQ(parse_duration("2h"), milliseconds{7'200'000});
  EXPECT_EQ(parse_duration("1d"), milliseconds{86'400'000});
  EXPECT_EQ(parse_size("20000"), 20000U);
  EXPECT_EQ(parse_size("64KiB"), 65536U);
  EXPECT_EQ(parse_size("2MB"), 2'000'000U);
}

TEST(Values, RefuseWhatIsNeither) {
  for (const char* text : {"", "s", "5", "-5s", "5 s", "5S", "1.5h", "99999999999999999999s", "9999999999999d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
  for (const char* text : {"", "MiB", "-1", "1.5MiB", "1 MiB", "1mib", "99999999999999999999"}) {
    EXPECT_FALSE(parse_size(text)) << text;
  }
  for (const char* text : {"", "12", "24:00", "12:60", "12:00:60", "1:00", "ab:cd"}) {
    EXPECT_FALSE(parse_time_of_day(text)) << text;
  }
}

}  // namespace
}  // namespace sent
