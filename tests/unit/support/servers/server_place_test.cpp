// SPDX-License-Identifier: Apache-2.0

// The tests' own servers: only one process uses a place at a time, and the place of a crashed process is not reused.

#include "support/servers/server_place.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

namespace sent::tests {
namespace {

// ctest starts its tests as children; here this process stands in for ctest.
bool is_true_in_a_child(const std::function<bool(const ServerPlace&)>& claim) {
  const pid_t child = fork();
  if (child == 0) {
    const auto place = ServerPlace::of_this_ctest();
    _exit(place && claim(*place) ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

class ServerPlaces : public testing::Test {
 protected:
  ServerPlaces() { ::setenv("SENT_SERVER_PLACES", "ctest", 1); }
  ~ServerPlaces() override {
    const std::string mine = "sent-source-data-" + std::to_string(getpid()) + "-";
    for (const auto& entry : std::filesystem::directory_iterator("/tmp")) {
      if (entry.path().filename().string().starts_with(mine)) std::filesystem::remove_all(entry.path());
    }
  }
};

TEST_F(ServerPlaces, AReturnedPlaceIsReusedWithItsServer) {
  EXPECT_TRUE(is_true_in_a_child([](const auto& place) {
    place.give_back(4711);
    return !place.port();
  }));
  EXPECT_TRUE(is_true_in_a_child([](const auto& place) { return place.port() == 4711; }));
}

TEST_F(ServerPlaces, APlaceInUseIsNotShared) {
  EXPECT_TRUE(is_true_in_a_child([](const auto& first) {
    first.give_back(4711);
    const auto second = ServerPlace::of_this_ctest();
    return second && second->path() != first.path() && !second->port();
  }));
}

TEST_F(ServerPlaces, AnAbandonedPlaceIsNotReused) {
  EXPECT_TRUE(is_true_in_a_child([](const auto& place) {
    place.give_back(4711);
    return true;
  }));
  EXPECT_TRUE(is_true_in_a_child([](const auto& place) { return place.port() == 4711; }));
  EXPECT_TRUE(is_true_in_a_child([](const auto& place) { return !place.port(); }));
}

}  // namespace
}  // namespace sent::tests
