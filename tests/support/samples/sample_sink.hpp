// SPDX-License-Identifier: Apache-2.0

// Settings of a receiver, for tests of the checks.

#pragma once

#include <string>

#include "config/config.hpp"

namespace sent::tests {

inline config::Config::Sink sink_of(config::Preset preset, const std::string& url, const std::string& key = "") {
  config::Config::Sink sink;
  sink.preset = preset;
  sink.url = url;
  sink.write_key = key;
  return sink;
}

}  // namespace sent::tests
