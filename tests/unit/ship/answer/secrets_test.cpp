// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/secrets.hpp"

#include <gtest/gtest.h>

#include "ship/answer/verdict.hpp"

namespace sent::tests {
namespace {

config::Config::Sink sink() {
  config::Config::Sink sink;
  sink.url = "https://receiver.test/v1/batch?token=abc/def";
  sink.write_key = "key/of+ours";
  sink.proxy = http::Proxy{"proxy.test", "3128", "user:p@ss/word"};
  return sink;
}

TEST(SinkSecrets, AreFoundInEachForm) {
  const ship::answer::Secrets secrets(sink());
  for (const auto* form : {"key/of+ours", "key\\/of+ours", "a2V5L29mK291cnM6", "token=abc/def", "token=abc\\/def",
                           "p@ss/word", "p@ss\\/word", "user:p@ss/word", "dXNlcjpwQHNzL3dvcmQ"}) {
    EXPECT_EQ(secrets.hidden_in(std::string("a ") + form + " b " + form), "a [secret] b [secret]") << form;
  }
  EXPECT_EQ(secrets.hidden_in("key of ours, token, p@ss and word"), "key of ours, token, p@ss and word");
}

TEST(SinkSecrets, DoNotChangeATextIfTooShortOrMissing) {
  EXPECT_EQ(ship::answer::Secrets().hidden_in("as it is"), "as it is");
  config::Config::Sink sink;
  sink.write_key = "is";
  EXPECT_EQ(ship::answer::Secrets(sink).hidden_in("as it is"), "as it is");
}

TEST(SinkSecrets, AppearInNoReason) {
  const ship::answer::Secrets secrets(sink());
  const auto reason = [&](const http::Answer& answer) { return ship::answer::judge(answer, {}, secrets).reason; };
  EXPECT_EQ(reason(http::Reply{400, "bad key/of+ours", {}}), "HTTP 400: bad [secret]");
  EXPECT_EQ(reason(http::NoReply{http::NoReply::Kind::barred, "HTTP 407 p@ss/word"}), "HTTP 407 [secret]");
  EXPECT_EQ(
      ship::answer::judge(http::Reply{200, R"({"ok":false,"errors":["Message ID: a: key\/of+ours"]})", {}}, {}, secrets)
          .rejected_reasons.at(0),
      "Message ID: a: [secret]");
  for (std::size_t before = 495; before <= 512; ++before) {
    EXPECT_EQ(reason(http::Reply{400, std::string(before, 'x') + "key/of+ours", {}}).find("key"), std::string::npos)
        << before;
  }
}

}  // namespace
}  // namespace sent::tests
