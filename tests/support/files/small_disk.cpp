// SPDX-License-Identifier: Apache-2.0

#include "support/files/small_disk.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "support/suite/eventually.hpp"

namespace sent::tests {

namespace {

constexpr int disk_kibibytes = 1024;
constexpr const char* keeper_script = R"(mount -t tmpfs -o size=1m tmpfs "$0" && : >"$0/mounted" && exec cat)";

}  // namespace

SmallDisk::SmallDisk(int free_kibibytes) {
  start_keeper();
  const auto has_failed = [this] { return waitpid(keeper_, nullptr, WNOHANG) == keeper_; };
  const bool settled = eventually([&] {
    mounted_ = std::filesystem::exists(file("mounted"));
    return mounted_ || has_failed();
  });
  if (!settled) throw std::runtime_error("neither mounted nor refused");
  if (!mounted_) keeper_ = -1;
  if (mounted_)
    std::ofstream(file("ballast")) << std::string(static_cast<std::size_t>(disk_kibibytes - free_kibibytes) * 1024,
                                                  '\0');
}

void SmallDisk::start_keeper() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  keeper_ = fork();
  if (keeper_ < 0) throw std::runtime_error("fork failed");
  if (keeper_ == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(ends[0], STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    close_range(3, ~0U, 0);
    const char* const kind = geteuid() == 0 ? "-m" : "-rm";
    execlp("unshare", "unshare", kind, "sh", "-c", keeper_script, mount_point_.path().c_str(), nullptr);
    _exit(127);
  }
  close(ends[0]);
  lifeline_ = ends[1];
}

SmallDisk::~SmallDisk() {
  close(lifeline_);
  if (keeper_ > 0) waitpid(keeper_, nullptr, 0);
}

std::string SmallDisk::file(const std::string& name) const {
  return "/proc/" + std::to_string(keeper_) + "/root" + mount_point_.file(name);
}

void SmallDisk::free_space() { std::filesystem::remove(file("ballast")); }

}  // namespace sent::tests
