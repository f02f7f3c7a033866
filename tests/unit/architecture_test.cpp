// The folder listing is the architecture: who may include whom, and which library is whose.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace sent {
namespace {

using Names = std::set<std::string>;

// Stage → the folders of src/ that it may include, besides itself and model.
const std::map<std::string, Names> allowed{
    {"model", {}},
    {"log", {}},
    {"config", {"encode"}},  // the form of a UUID
    {"cli", {"log"}},
    {"plan", {"encode"}},  // positions
    {"read", {"config", "plan"}},
    {"expand", {"plan", "read"}},
    {"encode", {"expand"}},
    {"ship", {"config", "encode"}},
    {"ledger", {"config", "encode"}},
    {"check", {"config", "ledger", "plan", "read", "ship"}},
    {"report", {"check", "encode", "expand"}},  // limits of a batch
    {"metrics", {"report"}},
    {"tracking_plan", {"config"}},
    {"manual", {"cli", "config"}},
    {"run", {"check", "cli", "config", "encode", "expand", "ledger", "log", "metrics", "plan", "read", "report", "ship",
             "tracking_plan"}},
};

// Library → the only files that include it.
const std::map<std::string, Names> owners{
    {"boost/beast", {"ship/connection.cpp"}},
    {"boost/asio", {"ship/connection.cpp"}},
    {"openssl/ssl", {"ship/tls.cpp"}},
    {"pqxx", {"ledger/session.cpp"}},
    {"libpq-fe", {"read/postgres_connection.cpp"}},
    {"spdlog", {"log/log.cpp"}},
    {"CLI/", {"cli/command_description.cpp", "cli/command_line.cpp"}},
    {"toml++", {"config/config_file.cpp"}},
    {"libdeflate", {"encode/gzip.cpp"}},
    {"prometheus/", {"metrics/exposition.cpp", "metrics/prometheus_families.hpp", "metrics/pushgateway.cpp"}},
    {"valijson", {"tracking_plan/value_schema.cpp"}},
};

struct Include {
  std::string file;  // relative to src/
  std::string name;
  bool quoted;
};

std::vector<Include> includes() {
  const std::filesystem::path root = SENT_ROOT "/src";
  const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      std::smatch match;
      if (std::regex_search(line, match, pattern)) {
        found.push_back({std::filesystem::relative(entry.path(), root), match[2], match[1] == "\""});
      }
    }
  }
  return found;
}

std::string folder(const std::string& path) {
  const auto slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

TEST(Architecture, EveryStageIncludesOnlyWhatItMay) {
  int checked = 0;
  for (const auto& include : includes()) {
    const std::string from = folder(include.file);
    const std::string to = folder(include.name);
    if (!include.quoted || from.empty() || to == from || to == "model" || to == "sql") continue;
    ++checked;
    ASSERT_TRUE(allowed.contains(from)) << include.file << " is in a folder without a rule";
    EXPECT_TRUE(allowed.at(from).contains(to)) << include.file << " includes " << include.name;
  }
  EXPECT_GT(checked, 40);
}

TEST(Architecture, EveryLibraryHasItsFile) {
  for (const auto& include : includes()) {
    for (const auto& [library, files] : owners) {
      if (!include.name.starts_with(library)) continue;
      EXPECT_TRUE(files.contains(include.file)) << include.file << " includes " << include.name;
    }
  }
}

}  // namespace
}  // namespace sent
