// SPDX-License-Identifier: Apache-2.0

#include "io/whole_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "model/failure.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"

namespace sent::tests {
namespace {

struct WholeFile : testing::Test {
  [[nodiscard]] unsigned permissions() const {
    struct stat about {};
    EXPECT_EQ(::stat(path.c_str(), &about), 0);
    return about.st_mode & 0777U;
  }

  TemporaryDirectory directory;
  std::string path = directory.file("page.html");
};

TEST_F(WholeFile, IsReadByItsOwnerOnlyUnlessItIsForEveryone) {
  io::write_whole_file(path, "text", "writing the page");
  EXPECT_EQ(permissions(), 0600U);
  std::filesystem::remove(path);
  io::write_whole_file(path, "text", "writing the page", io::Readers::everyone);
  EXPECT_EQ(permissions(), 0644U);
}

TEST_F(WholeFile, KeepsThePermissionsThatItsOwnerGaveIt) {
  io::write_whole_file(path, "old", "writing the page");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  io::write_whole_file(path, "new", "writing the page", io::Readers::everyone);
  EXPECT_EQ(permissions(), 0640U);
  EXPECT_EQ(content_of(path), "new");
}

TEST_F(WholeFile, DoesNotFollowALinkEvenIfItLeadsNowhere) {
  std::filesystem::create_symlink(directory.file("nowhere"), path);
  EXPECT_THROW(io::write_whole_file(path, "text", "writing the page"), Failure);
  EXPECT_FALSE(std::filesystem::exists(directory.file("nowhere")));
}

}  // namespace
}  // namespace sent::tests
