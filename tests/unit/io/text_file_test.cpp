// SPDX-License-Identifier: Apache-2.0

#include "io/text_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "support/files/temporary_directory.hpp"

namespace sent::tests {
namespace {

using std::chrono::milliseconds;

struct TextFile : testing::Test {
  std::string make_pipe() {
    std::string path = directory.file("pipe");
    EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
    return path;
  }

  TemporaryDirectory directory;
};

TEST_F(TextFile, IsReadAsAWhole) {
  const std::string text(200'000, 'x');
  std::ofstream(directory.file("text")) << text;
  EXPECT_EQ(io::read_text_file(directory.file("text")), text);
}

TEST_F(TextFile, IsLimitedInSize) {
  std::ofstream(directory.file("text")) << "four";
  EXPECT_EQ(io::read_text_file(directory.file("text"), {.bytes = 4}), "four");
  EXPECT_EQ(io::read_text_file(directory.file("text"), {.bytes = 3}), std::nullopt);
  EXPECT_EQ(io::text_file_fault(), "File too large");
  EXPECT_EQ(io::read_text_file("/dev/zero"), std::nullopt);
  EXPECT_EQ(io::text_file_fault(), "File too large");
}

TEST_F(TextFile, ThatCannotBeReadHasAReason) {
  EXPECT_EQ(io::read_text_file(directory.file("none")), std::nullopt);
  EXPECT_EQ(io::text_file_fault(), "No such file or directory");
  EXPECT_EQ(io::read_text_file(directory.path().string()), std::nullopt);
  EXPECT_EQ(io::text_file_fault(), "Is a directory");
}

TEST_F(TextFile, ComesThroughAPipe) {
  const std::string path = make_pipe();
  std::jthread writer([&] {
    std::ofstream pipe(path);
    pipe << "first " << std::flush << "second";
  });
  EXPECT_EQ(io::read_text_file(path), "first second");
}

TEST_F(TextFile, OfAPipeThatNobodyWritesToIsGivenUp) {
  const std::string path = make_pipe();
  EXPECT_EQ(io::read_text_file(path, {.silence = milliseconds{20}}), std::nullopt);
  EXPECT_EQ(io::text_file_fault(), "nobody writes to the pipe");
}

TEST_F(TextFile, OfAWriterWhoFallsSilentIsGivenUp) {
  const std::string path = make_pipe();
  const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::write(writer, "half", 4), 4);
  EXPECT_EQ(io::read_text_file(path, {.silence = milliseconds{20}}), std::nullopt);
  EXPECT_EQ(io::text_file_fault(), "nobody writes to the pipe");
  ::close(writer);
}

}  // namespace
}  // namespace sent::tests
