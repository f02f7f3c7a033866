// SPDX-License-Identifier: Apache-2.0

#include "support/servers/server_place.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace sent::tests {

namespace {

constexpr int most_places = 1000;

// Its process id and when it began, because another ctest may get the same id.
std::string name_of_parent() {
  const std::string id = std::to_string(getppid());
  std::ifstream file("/proc/" + id + "/stat");
  const std::string stat((std::istreambuf_iterator<char>(file)), {});
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  constexpr int start_time = 20;  // counted from the one after the name
  std::string field;
  for (int i = 0; i < start_time; ++i) fields >> field;
  return id + "-" + field;
}

}  // namespace

std::optional<ServerPlace> ServerPlace::of_this_ctest() {
  if (std::getenv("SENT_SERVER_PLACES") == nullptr) return std::nullopt;
  const std::string parent = name_of_parent();
  for (int i = 0; i < most_places; ++i) {
    const std::string path = fmt::format("/tmp/sent-source-data-{}-{}", parent, i);
    const bool is_new = mkdir(path.c_str(), S_IRWXU) == 0;
    if (auto place = is_new ? make(path) : take(path)) return place;
  }
  throw std::runtime_error("no place for a server");
}

// The lock file appears already locked, so that no other process can lock it first.
std::optional<ServerPlace> ServerPlace::make(const std::string& path) {
  const std::string unheld = path + "/new-lock";
  const int lock = open(unheld.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (lock < 0 || flock(lock, LOCK_EX) != 0) throw std::runtime_error("no lock in " + path);
  std::filesystem::rename(unheld, path + "/lock");
  return ServerPlace(path, lock, std::nullopt);
}

std::optional<ServerPlace> ServerPlace::take(const std::string& path) {
  const int lock = open((path + "/lock").c_str(), O_RDWR | O_CLOEXEC);
  if (lock < 0) return std::nullopt;
  int port = 0;
  if (flock(lock, LOCK_EX | LOCK_NB) == 0 && std::ifstream(path + "/port") >> port) {
    std::filesystem::remove(path + "/port");
    return ServerPlace(path, lock, port);
  }
  close(lock);
  return std::nullopt;
}

ServerPlace::ServerPlace(std::string path, int lock, std::optional<int> port)
    : path_(std::move(path)), lock_(lock), port_(port) {}

ServerPlace::ServerPlace(ServerPlace&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)), port_(other.port_) {}

ServerPlace::~ServerPlace() {
  if (lock_ >= 0) close(lock_);
}

void ServerPlace::give_back(int port) const { std::ofstream(path_ + "/port") << port; }

}  // namespace sent::tests
