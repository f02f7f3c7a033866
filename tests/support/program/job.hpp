// SPDX-License-Identifier: Apache-2.0

// The program with a test's own database and receiver.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/database/test_database.hpp"
#include "support/program/program.hpp"
#include "support/receivers/receiver.hpp"

namespace sent::tests {

using Settings = std::map<std::string, std::string>;
using Arguments = std::vector<std::string>;

// The day of the sample, closed long ago.
inline const std::string sample_day = "2026-03-10";

class Job {
 public:
  explicit Job(TestDatabase& database) { settings_["database.url"] = database.url(); }

  Job& set(const std::string& name, const std::string& value) {
    settings_[name] = value;
    return *this;
  }
  Job& to(const Receiver& receiver) { return to(receiver.url()); }
  Job& to(const std::string& url) {
    return set("sink.preset", "custom")
        .set("sink.url", url)
        .set("sink.write_key", "test-key")
        .set("sink.backoff", "1ms")
        .set("sink.max_backoff", "5ms");
  }

  [[nodiscard]] ProgramResult operator()(const Arguments& arguments, const Environment& environment = {}) const {
    return run_program(with_settings(arguments), environment);
  }
  // Starts it and does not wait for its end.
  [[nodiscard]] std::unique_ptr<RunningProgram> start(const Arguments& arguments, const Environment& environment = {},
                                                      const std::vector<std::string>& launcher = {}) const {
    return std::make_unique<RunningProgram>(with_settings(arguments), environment, launcher);
  }
  // As RunningProgram's `launcher` starts it.
  [[nodiscard]] ProgramResult launch(const Arguments& arguments, const std::vector<std::string>& launcher) const {
    return RunningProgram(with_settings(arguments), {}, launcher).wait();
  }

 private:
  [[nodiscard]] Arguments with_settings(Arguments arguments) const {
    for (const auto& [name, value] : settings_) {
      arguments.insert(arguments.end(), {"--set", name + "=" + value});
    }
    return arguments;
  }

  Settings settings_;
};

// The lines of a text, without their ends.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

}  // namespace sent::tests
