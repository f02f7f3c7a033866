// SPDX-License-Identifier: Apache-2.0

// The licence: one text, named in each source file, in the package and in the image.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "support/files/golden.hpp"

namespace sent::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* spdx = "SPDX-License-Identifier: Apache-2.0";

std::vector<std::string> files_below(const std::vector<std::string>& folders, const std::set<std::string>& extensions) {
  std::vector<std::string> files;
  for (const auto& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SENT_ROOT) / folder)) {
      if (entry.is_regular_file() && extensions.contains(entry.path().extension())) {
        files.push_back(fs::relative(entry.path(), SENT_ROOT));
      }
    }
  }
  return files;
}

TEST(Licence, IsTheApacheLicenseInFull) {
  const std::string text = read_project_file("LICENSE");
  EXPECT_EQ(text.size(), 11358U);
  EXPECT_NE(text.find("Version 2.0, January 2004"), std::string::npos);
  EXPECT_NE(text.find("END OF TERMS AND CONDITIONS"), std::string::npos);
}

TEST(Licence, EachSourceFileNamesItInItsFirstLines) {
  const auto files = files_below({"src", "tests", "cmake", "deploy"}, {".cpp", ".hpp", ".py", ".sh", ".cmake"});
  EXPECT_GT(files.size(), 600U);
  for (const auto& file : files) {
    if (file.starts_with("tests/deploy/kubernetes_schema/")) continue;  // data of others
    EXPECT_NE(read_project_file(file).substr(0, 200).find(spdx), std::string::npos) << file;
  }
}

TEST(Licence, IsNamedByPackageAndImage) {
  const std::string copyright = read_project_file("deploy/debian/copyright");
  EXPECT_TRUE(copyright.starts_with("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"));
  EXPECT_NE(copyright.find("\nLicense: Apache-2.0\n"), std::string::npos);
  EXPECT_NE(copyright.find("The sent-source-data authors"), std::string::npos);
  EXPECT_NE(read_project_file("Dockerfile").find("org.opencontainers.image.licenses=\"Apache-2.0\""),
            std::string::npos);
}

}  // namespace
}  // namespace sent::tests
