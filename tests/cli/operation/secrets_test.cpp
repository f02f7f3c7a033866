// SPDX-License-Identifier: Apache-2.0

// No secret is visible to other users of the machine, or in the program's output.

#include <gtest/gtest.h>

#include <csignal>

#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

const std::string write_key = "hush-write-key";
const std::string password = "hush-password";

std::string with_password(std::string url) { return url.insert(url.find('@'), ":" + password); }

struct Secrets : testing::Test {
  Secrets() { database.load_sample(sample_day); }

  // Stops at its first request, the state in which a run spends most of its time.
  std::unique_ptr<RunningProgram> held_up_run(Receiver& receiver, const std::string& url) {
    receiver.set_handler([](int, const nlohmann::json&) {
      ScriptedAnswer stall;
      stall.action = ScriptedAnswer::Action::stall;
      return std::optional(stall);
    });
    auto program = Job(database)
                       .to(receiver)
                       .set("database.url", url)
                       .set("sink.write_key", write_key)
                       .set("job.grace", "0s")
                       .start({"--log-level", "trace", "run", "--date", sample_day});
    EXPECT_TRUE(receiver.wait_for_requests(1, std::chrono::seconds{30}));
    return program;
  }

  TestDatabase database;
};

TEST_F(Secrets, AppearInNoProcessTitleOrLog) {
  const std::string key_value = "host=127.0.0.1 port=" + std::to_string(PostgresCluster::shared().port()) +
                                " user=postgres dbname=" + database.name() + " password=" + password;
  for (const std::string& url : {with_password(database.url()), key_value}) {
    Receiver receiver;
    const auto program = held_up_run(receiver, url);
    const std::string process = "/proc/" + std::to_string(program->pid());
    for (const char* title : {"/cmdline", "/comm", "/status"}) {
      const std::string shown = content_of(process + title);
      EXPECT_NE(shown, "");
      EXPECT_EQ(shown.find("hush"), std::string::npos) << title << ": " << shown;
    }
    EXPECT_EQ(database.value("select count(*) from pg_stat_activity where pid <> pg_backend_pid() and "
                             "concat(application_name, query) like '%hush%'"),
              "0");
    program->signal(SIGTERM);
    const auto result = program->wait();
    EXPECT_EQ(result.exit_code, 143) << result.err;
    EXPECT_EQ((result.out + result.err).find("hush"), std::string::npos) << result.err;
    database.exec("update sent_source_data.chunks set worker = null, lease_until = null");
  }
}

}  // namespace
}  // namespace sent::tests
