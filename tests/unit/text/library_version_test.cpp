// SPDX-License-Identifier: Apache-2.0

#include "text/library_version.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(LibraryVersion, IsFoundAtTheEndOfAName) {
  for (const auto* library : {"analytics-node/6.1.2", "analytics-node@6", "python 1.4b2", "ios:4", "js-v2.0.0-rc.1",
                              "react-native-0.71", "segment_go_3.2.1+build.7", "a/1"}) {
    EXPECT_TRUE(text::ends_in_version(library)) << library;
  }
}

TEST(LibraryVersion, IsNotFoundInOtherNames) {
  for (const auto* library : {"", "analytics.js", "net2", "es-5", "python 3", "1.2.3", "/", "a/", "a/v", "a/b1",
                              "react-native", "http/2 client", "node.js-2.x", "analytics-node/6.1.2 (beta)"}) {
    EXPECT_FALSE(text::ends_in_version(library)) << library;
  }
}

}  // namespace
}  // namespace sent::tests
