// The draft-07 cases of the JSON Schema test suite, against the schemas that rules are checked with.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "model/failure.hpp"
#include "tracking_plan/schema.hpp"

namespace sent {
namespace {

using Json = nlohmann::json;

const std::filesystem::path suite = "/usr/share/json-schema-test-suite/tests/draft7";

// Those that are about keywords which rules may use, and what is optional but promised: formats of days and times.
std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(suite)) {
    if (entry.is_regular_file()) found.push_back(entry.path());
  }
  for (const char* const format : {"date", "time", "date-time"}) {
    found.push_back(suite / "optional/format" / (std::string(format) + ".json"));
  }
  return found;
}

// None for those that refer to another schema.
std::optional<Schema> compiled(const Json& schema) {
  try {
    return Schema(schema);
  } catch (const Failure& failure) {
    EXPECT_NE(std::string_view(failure.what()).find("$ref is not followed"), std::string_view::npos) << failure.what() << schema;
    return std::nullopt;
  }
}

void expect_verdict(Schema& schema, const Json& value, bool valid, const std::string& which) {
  for (const char* const time : {"first", "second"}) {  // the second is answered from memory
    std::vector<Violation> violations;
    schema.check(value, "", violations);
    EXPECT_EQ(violations.empty(), valid) << which << ", " << time;
  }
}

TEST(JsonSchemaSuite, OfDraft07IsAnsweredAsItWants) {
  int checked = 0;
  int refused = 0;
  for (const auto& file : files()) {
    std::ifstream stream(file);
    for (const Json& group : Json::parse(stream)) {
      auto schema = compiled(group["schema"]);
      if (!schema) {
        ++refused;
        continue;
      }
      for (const Json& one : group["tests"]) {
        expect_verdict(*schema, one["data"], one["valid"],
                       file.filename().string() + ": " + group["description"].get<std::string>() + ": " + one["description"].get<std::string>());
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 380);
  EXPECT_LT(refused, 30);
}

}  // namespace
}  // namespace sent
