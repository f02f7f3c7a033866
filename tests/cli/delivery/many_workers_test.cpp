// SPDX-License-Identifier: Apache-2.0

// Several workers on one range of days: they share the work, and finish it even if half of them are killed.

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <random>

#include "support/deliveries/outcome.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

constexpr int most_workers = 8;
constexpr int victims = 4;
constexpr std::uint64_t seed = 20260310;
const Arguments range{"backfill", "--from", "2026-03-05", "--to", sample_day};
// Where the sample's sources are cut, each day: 8 chunks, 48 altogether.
const std::vector<std::string> bounds{"acme-03", "acme-06", "acme-09", "acme-12", "acme-15", "acme-18", "bce"};

// One chunk of one day, as an event of it shows: the day's timestamp and the number of the chunk.
using Place = std::pair<std::string, std::size_t>;

Place place_of(const nlohmann::json& event) {
  const std::string source = event["properties"]["sourceId"];
  const auto bound = std::upper_bound(bounds.begin(), bounds.end(), source);
  return {event["timestamp"], static_cast<std::size_t>(bound - bounds.begin())};
}

// Kills the workers that send the requests with some random numbers; `most_workers - victims` of them survive.
class Killer {
 public:
  explicit Killer(const Receiver& receiver) : receiver_(receiver) {
    std::uniform_int_distribution<int> request(1, 60);
    while (at_.size() < victims) at_.insert(request(random_));
  }

  std::vector<std::unique_ptr<RunningProgram>> programs;

  // Called for each request. The toss of a coin decides whether the receiver accepts the victim's events: the victim
  // cannot know.
  std::optional<ScriptedAnswer> operator()(int number, const nlohmann::json& body) {
    const std::size_t sender = sender_of(number);
    if (dead.contains(sender)) return lose();
    if (at_.empty() || number < *at_.begin()) return std::nullopt;
    at_.erase(at_.begin());
    programs.at(sender)->signal(SIGKILL);
    dead.insert(sender);
    ++killed_at[place_of(body["batch"][0])];
    return lose();
  }

  std::set<std::size_t> dead;
  std::map<Place, int> killed_at;

 private:
  // Each worker has its number in the query of its URL.
  std::size_t sender_of(int number) const {
    const std::string target = receiver_.requests().at(static_cast<std::size_t>(number) - 1).target;
    return std::stoul(target.substr(target.find('=') + 1));
  }
  ScriptedAnswer lose() {
    ScriptedAnswer lost;
    lost.action = ScriptedAnswer::Action::reset;
    lost.takes_events = std::bernoulli_distribution(0.5)(random_);
    return lost;
  }

  const Receiver& receiver_;
  std::mt19937_64 random_{seed};
  std::set<int> at_;
};

struct ManyWorkers : testing::Test {
  ManyWorkers() {
    database.load_sample(sample_day);
    database.exec("insert into sent_source_data.days select d::date from generate_series('2026-03-05'::date, '" +
                  sample_day + "'::date, interval '1 day') d");
    for (std::size_t i = 0; i <= bounds.size(); ++i) {
      database.exec("insert into sent_source_data.chunks (day, chunk, from_source, until_source) select day, " +
                    std::to_string(i) + ", " + (i == 0 ? "null" : "'" + bounds[i - 1] + "'") + ", " +
                    (i == bounds.size() ? "null" : "'" + bounds[i] + "'") + " from sent_source_data.days");
    }
  }

  Job worker(int number) {
    return Job(database)
        .to(receiver.url() + "?worker=" + std::to_string(number))
        .set("sink.max_batch_events", "2")
        .set("sink.concurrency", "2")
        .set("job.lease", "3s");
  }
  // Starts `workers` of them at once: none can see the chunks until all have asked for them.
  void start(int workers, std::vector<std::unique_ptr<RunningProgram>>& programs) {
    TestSession gate(database.url());
    gate.exec("begin; lock table sent_source_data.chunks in access exclusive mode");
    for (int i = 0; i < workers; ++i) programs.push_back(worker(i).start(range));
    EXPECT_TRUE(eventually([&] {
      return database.value(
                 "select count(distinct pid) from pg_locks where not granted and relation = "
                 "'sent_source_data.chunks'::regclass") == std::to_string(workers);
    }));
    gate.exec("commit");
  }

  TestDatabase database;
  Receiver receiver;
};

int lines_with(const std::string& text, const std::string& part) {
  const auto lines = lines_of(text);
  return static_cast<int>(
      std::ranges::count_if(lines, [&](const auto& line) { return line.find(part) != std::string::npos; }));
}

// A killed worker leaves only the events of one chunk in doubt, because it records a chunk as complete before it starts
// the next. So an event may arrive once more for each worker killed in its chunk.
void expect_repetitions_only_where_killed(const Receiver& receiver, const std::map<Place, int>& killed_at) {
  std::map<std::string, int> arrivals;
  for (const auto& event : receiver.events()) {
    const auto killed = killed_at.find(place_of(event.json));
    const int most = 1 + (killed == killed_at.end() ? 0 : killed->second);
    EXPECT_LE(++arrivals[event.raw], most) << event.raw;
  }
}

TEST_F(ManyWorkers, DeliverEachChunkOnce) {
  const auto due = due_events(worker(0), range);
  for (const int workers : {2, 4}) {
    database.exec(
        "update sent_source_data.chunks set after_source = null, after_user = null, planned = null, delivered = 0, "
        "completed_at = null");
    const std::size_t sent_before = receiver.requests().size();
    const std::size_t events_before = receiver.events().size();
    std::vector<std::unique_ptr<RunningProgram>> programs;
    start(workers, programs);
    for (const auto& program : programs) EXPECT_EQ(program->wait().exit_code, 0);
    const auto events = raw_events(receiver);
    expect_all_delivered(due, {events.begin() + static_cast<std::ptrdiff_t>(events_before), events.end()}, database);
    EXPECT_EQ(events.size() - events_before, due.size()) << "no event twice";
    std::map<Place, std::set<std::string>> senders;
    const auto requests = receiver.requests();
    for (std::size_t i = sent_before; i < requests.size(); ++i) {
      senders[place_of(nlohmann::json::parse(requests[i].body)["batch"][0])].insert(requests[i].target);
    }
    for (const auto& [place, who] : senders) EXPECT_EQ(who.size(), 1U) << place.first << ", chunk " << place.second;
  }
}

TEST_F(ManyWorkers, FinishARangeWhenHalfOfThemAreKilled) {
  const auto due = due_events(worker(0), range);
  Killer killer(receiver);
  start(most_workers, killer.programs);
  receiver.set_handler([&](int number, const nlohmann::json& body) { return killer(number, body); });
  std::vector<ProgramResult> results;
  for (const auto& program : killer.programs) results.push_back(program->wait());
  receiver.stop();  // so that no thread uses the killer any more
  int completions = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    completions += lines_with(results[i].err, "chunk delivered");
    const bool is_dead = killer.dead.contains(i);
    EXPECT_EQ(results[i].exit_code, is_dead ? 128 + SIGKILL : 0) << "worker " << i << "\n" << results[i].err;
  }
  EXPECT_EQ(killer.dead.size(), std::size_t{victims});
  EXPECT_EQ(completions, 48) << "each chunk is completed by one worker, once";
  expect_all_delivered(due, raw_events(receiver), database);
  expect_repetitions_only_where_killed(receiver, killer.killed_at);
  EXPECT_TRUE(receiver.violations().empty());
}

}  // namespace
}  // namespace sent::tests
