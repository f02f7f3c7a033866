// SPDX-License-Identifier: Apache-2.0

// Metrics at the end of a run: in a file, and in a Pushgateway.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"
#include "support/servers/guarded_folder.hpp"
#include "support/servers/server_commands.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

struct PublishedMetrics : testing::Test {
  PublishedMetrics() { database.load_sample(sample_day); }
  Job job() { return Job(database).to(receiver).set("metrics.textfile", path); }
  std::string written() { return content_of(path); }

  TestDatabase database;
  Receiver receiver;
  TemporaryDirectory directory;
  const std::string path = directory.file("job.prom");
  const Arguments run{"run", "--date", sample_day};
};

TEST_F(PublishedMetrics, AreWrittenToTheFile) {
  EXPECT_EQ(job()(run).exit_code, 0);
  const std::string text = written();
  EXPECT_NE(text.find("sent_source_data_run_events{command=\"run\",outcome=\"delivered\"} 51\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("sent_source_data_last_success_timestamp_seconds{command=\"run\"} "), std::string::npos) << text;
  EXPECT_NE(text.find("sent_source_data_rejected_events 0\n"), std::string::npos) << text;
  EXPECT_EQ(output_of("ls -A " + shell_word(directory.file(""))), "job.prom\n") << "nothing else is left";
}

TEST_F(PublishedMetrics, KeepTheLastSuccessAfterAFailedRun) {
  EXPECT_EQ(job()(run).exit_code, 0);
  const auto failed = job().set("database.url", "postgresql://127.0.0.1:1/none")(run);
  EXPECT_EQ(failed.exit_code, 4);
  EXPECT_NE(written().find("sent_source_data_run_exit_code{command=\"run\"} 4\n"), std::string::npos) << written();
  EXPECT_NE(written().find("sent_source_data_last_success_timestamp_seconds{command=\"run\"} "), std::string::npos)
      << written();
}

TEST_F(PublishedMetrics, DoNotIncludeDryRunsAndFilteredRuns) {
  EXPECT_EQ(job()({"run", "--date", sample_day, "--dry-run", "--format", "summary"}).exit_code, 0);
  EXPECT_EQ(job()({"run", "--date", sample_day, "--source", "bce5fad577"}).exit_code, 0);
  EXPECT_EQ(written(), "");
}

TEST_F(PublishedMetrics, DoNotChangeTheExitCodeIfTheyCannotBePublished) {
  const auto result = job()
                          .set("metrics.textfile", directory.file("no-such-folder/job.prom"))
                          .set("metrics.pushgateway", "http://127.0.0.1:1")(run);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find("could not write metrics"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("could not push metrics because=\"pushing metrics to http://127.0.0.1:1: connecting to"),
            std::string::npos)
      << result.err;
}

TEST_F(PublishedMetrics, ArePushedToThePushgateway) {
  const GuardedFolder folder("gateway.pid", "KILL");
  const int port = free_port();
  const auto curl = [&](const std::string& page) {
    return output_of(
        fmt::format("python3 -c 'import urllib.request; "
                    "print(urllib.request.urlopen(\"http://127.0.0.1:{}/{}\").read().decode())' 2>/dev/null",
                    port, page));
  };
  ASSERT_TRUE(succeeds(fmt::format("prometheus-pushgateway --web.listen-address=127.0.0.1:{} & echo $! > {}", port,
                                   folder.file("gateway.pid"))));
  ASSERT_TRUE(eventually([&] { return !curl("-/ready").empty(); }));
  EXPECT_EQ(job().set("metrics.pushgateway", fmt::format("http://127.0.0.1:{}", port))(run).exit_code, 0);
  const std::string success =
      "sent_source_data_last_success_timestamp_seconds{command=\"run\",instance=\"\",job=\"sent_source_data\"} ";
  EXPECT_NE(curl("metrics").find(success), std::string::npos) << curl("metrics");
  EXPECT_NE(curl("metrics").find("sent_source_data_rejected_events{instance=\"\",job=\"sent_source_data\"} 0\n"),
            std::string::npos);
  EXPECT_EQ(job()
                .set("metrics.pushgateway", fmt::format("http://127.0.0.1:{}", port))
                .set("job.max_events", "1")({"backfill", "--from", sample_day, "--to", sample_day, "--resend"})
                .exit_code,
            2);
  EXPECT_NE(curl("metrics").find(success), std::string::npos) << "of the run that succeeded";
  EXPECT_NE(curl("metrics").find(
                "sent_source_data_run_exit_code{command=\"backfill\",instance=\"\",job=\"sent_source_data\"} 2\n"),
            std::string::npos);
}

}  // namespace
}  // namespace sent::tests
