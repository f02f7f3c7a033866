// SPDX-License-Identifier: Apache-2.0

#include "config/process_title.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(ProcessTitle, HidesSecretAndUnknownSettings) {
  std::vector<std::string> texts{"program",
                                 "--set",
                                 "sink.write_key=abc",
                                 "--set=database.url=postgresql://u:p@h/d",
                                 "--set",
                                 "job.timezone=UTC",
                                 "--set",
                                 "sink.write_kye=abc",
                                 "--set",
                                 "no-equals",
                                 "run",
                                 "--set"};
  std::vector<char*> arguments;
  for (auto& text : texts) arguments.push_back(text.data());
  config::hide_secrets(arguments);
  EXPECT_EQ(texts, (std::vector<std::string>{"program", "--set", "sink.write_key=***",
                                             "--set=database.url=" + std::string(20, '*'), "--set", "job.timezone=UTC",
                                             "--set", "sink.write_kye=***", "--set", "no-equals", "run", "--set"}));
}

}  // namespace
}  // namespace sent::tests
