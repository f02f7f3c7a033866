// SPDX-License-Identifier: Apache-2.0

#include "support/deliveries/small_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "support/receivers/request_coding.hpp"

namespace sent::tests {

namespace {

using Json = nlohmann::json;

constexpr const char* refused_user = "bad-eve";
constexpr const char* refused_because = "no eves here";
constexpr std::size_t max_event_bytes = 2000;
// Of the ledger, in the order in which they refer to each other.
constexpr std::array kept_tables{"days", "chunks", "rejected_events"};

// The silent sources f-* make the program cut two chunks: it cuts at every 2730th source.
constexpr const char* sample = R"(
select ensure_day_partitions('2026-03-09', '2026-03-10');
insert into owners values ('w', 'workspace'), ('u', 'user');
insert into owner_members values ('w', 'ann', null, null), ('w', 'bob', null, null), ('w', 'cyd', null, null),
  ('u', 'bad-eve', null, null);
insert into sources values ('a-1', 'shop', 'w'), ('a-1b', repeat('large', 600), null), ('a-2', 'blog', 'w'),
  ('m-1', 'app', null), ('z-1', 'docs', 'u'), ('z-2', repeat('large', 600), null);
insert into sources select 'f-' || to_char(i, 'fm0000'), 'silent', 'w' from generate_series(1, 2800) i;
insert into source_collaborators values ('a-1b', 'dan', null, null), ('m-1', 'dan', null, null),
  ('z-1', 'ann', null, null), ('z-1', 'fay', null, null), ('z-2', 'ann', null, null), ('z-2', 'bob', null, null);
insert into source_calls select source_id, day::date, 'track', 3
from unnest(array['a-1', 'a-1b', 'a-2', 'm-1', 'z-1', 'z-2']) source_id, unnest(array['2026-03-09', '2026-03-10']) day
where not (source_id like 'a%' and day = '2026-03-10');
insert into source_library_calls select source_id, day, 'node', calls from source_calls;
insert into source_destinations values ('a-1', 'vero', '2026-01-01', null);
analyze;
)";

std::size_t number_of(const std::optional<std::string>& text) { return std::stoul(text.value()); }

}  // namespace

SmallWorld::SmallWorld() {
  database_.exec(sample);
  reset();
  find_due_events();
}

Job SmallWorld::job() const {
  Job job(const_cast<TestDatabase&>(database_));
  job.set("database.url", proxy_.url(database_.name())).to(*receiver_);
  job.set("job.memory", "16MiB").set("database.backoff", "1ms").set("sink.concurrency", "2");
  // Few pieces to read the counters in, so few calls.
  job.set("windows.monthly_days", "1").set("windows.weekly_days", "1");
  job.set("sink.max_batch_events", "2").set("sink.max_event_bytes", std::to_string(max_event_bytes));
  return job;
}

void SmallWorld::find_due_events() {
  auto arguments = backfill_;
  arguments.emplace_back("--dry-run");
  const auto dry = job().set("sink.max_event_bytes", "32000")(arguments);
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  for (const auto& line : lines_of(dry.out)) {
    const Json event = Json::parse(line);
    const std::string id = event["messageId"];
    const std::string day = std::string(event["timestamp"]).substr(0, 10);
    due_[{day, event["properties"]["sourceId"], event["userId"]}] = id;
    payload_[id] = line;
    if (event["userId"] == refused_user || line.size() > max_event_bytes) refusable_.insert(id);
  }
  EXPECT_EQ(payload_.size(), 19U);
  EXPECT_EQ(refusable_.size(), 7U);
}

void SmallWorld::reset() {
  proxy_.mend();
  receiver_ = std::make_unique<Receiver>();
  receiver_->set_handler(&usual_answer);
  accepted_earlier_.clear();
  settle();
  database_.exec("truncate sent_source_data.days, sent_source_data.runs cascade");
  settled_.clear();
  settled_at_request_ = 0;
}

void SmallWorld::keep() {
  for (const char* table : kept_tables) {
    database_.exec("create table kept_" + std::string(table) + " as table sent_source_data." + table);
  }
  kept_ = accepted_ids();
}

void SmallWorld::resume() {
  reset();
  receiver_->set_handler({});
  for (const char* table : kept_tables) {
    database_.exec("insert into sent_source_data." + std::string(table) + " table kept_" + table);
  }
  accepted_earlier_ = kept_;
}

std::optional<ScriptedAnswer> SmallWorld::usual_answer(int, const Json& body) {
  for (const auto& event : body["batch"]) {
    if (event["userId"] == refused_user) return ScriptedAnswer{.status = 422, .body = refused_because, .headers = {}};
  }
  return std::nullopt;
}

void SmallWorld::settle() {
  proxy_.wait_until_unused();
  const std::string others =
      "select count(*) from pg_stat_activity where datname = current_database() and "
      "backend_type = 'client backend' and pid <> pg_backend_pid()";
  while (database_.value(others) != "0") std::this_thread::yield();
}

void SmallWorld::let_leases_run_out() {
  database_.exec("update sent_source_data.chunks set lease_until = now() where lease_until > now()");
}

bool SmallWorld::Chunk::has(const Key& event) const {
  return event.day == day && (!from || event.source >= *from) && (!until || event.source < *until);
}

bool SmallWorld::Chunk::is_past(const Key& event) const {
  if (complete) return true;
  const std::pair place(event.source, event.user);
  const auto is_in = [&](const nlohmann::json& range) {
    return place > std::pair(range[0].get<std::string>(), range[1].get<std::string>()) &&
           place <= std::pair(range[2].get<std::string>(), range[3].get<std::string>());
  };
  return (after_source && place <= std::pair(*after_source, *after_user)) || std::ranges::any_of(ahead, is_in);
}

std::vector<SmallWorld::Chunk> SmallWorld::chunks() {
  std::vector<Chunk> chunks;
  for (const auto& row : database_.query(
           "select 'chunk ' || chunk || ' of ' || day, day, from_source, until_source, after_source, after_user, "
           "delivered, rejected, planned, completed_at is not null, ahead::text "
           "from sent_source_data.chunks order by day, chunk")) {
    chunks.push_back({*row[0], *row[1], row[2], row[3], row[4], row[5], number_of(row[6]), number_of(row[7]),
                      row[8] ? std::optional(number_of(row[8])) : std::nullopt, row[9] == "t",
                      nlohmann::json::parse(*row[10])});
  }
  return chunks;
}

std::set<std::string> SmallWorld::rejected_ids() {
  std::set<std::string> ids;
  for (const auto& row : database_.query("select message_id from sent_source_data.rejected_events"))
    ids.insert(*row[0]);
  return ids;
}

std::set<std::string> SmallWorld::accepted_ids() const {
  std::set<std::string> ids = accepted_earlier_;
  for (const auto& event : receiver_->events()) ids.insert(event.json["messageId"]);
  return ids;
}

void SmallWorld::expect_true_ledger() {
  const auto rejected = rejected_ids();
  const auto accepted = accepted_ids();
  for (const Chunk& chunk : chunks()) {
    SCOPED_TRACE(chunk.name);
    std::size_t rejections = 0;
    std::size_t deliveries = 0;
    for (const auto& [event, id] : due_) {
      if (!chunk.has(event) || !chunk.is_past(event)) continue;
      EXPECT_TRUE(accepted.contains(id) || rejected.contains(id)) << "marked, but unaccounted for: " << payload_[id];
      ++(rejected.contains(id) ? rejections : deliveries);
    }
    EXPECT_EQ(chunk.delivered, deliveries) << "counted as delivered, and events up to the position";
    EXPECT_EQ(chunk.rejected, rejections) << "counted as rejected, and rejected events up to the position";
  }
}

void SmallWorld::expect_complete_but(const std::set<std::string>& refused) {
  expect_true_ledger();
  std::size_t planned = 0;
  const auto all = chunks();
  EXPECT_EQ(all.size(), 4U);
  for (const Chunk& chunk : all) {
    EXPECT_TRUE(chunk.complete) << chunk.name;
    EXPECT_EQ(chunk.planned, chunk.delivered + chunk.rejected) << chunk.name;
    planned += chunk.planned.value_or(0);
  }
  EXPECT_EQ(planned, due_.size());
  const auto accepted = accepted_ids();
  for (const auto& [event, id] : due_) {
    EXPECT_EQ(accepted.contains(id), !refused.contains(id)) << payload_[id];
  }
  expect_kept(refused);
  expect_no_claim();
  expect_same_bytes();
}

void SmallWorld::expect_kept(const std::set<std::string>& refused) {
  const auto rows = database_.query("select message_id, payload, status, reason from sent_source_data.rejected_events");
  EXPECT_EQ(rows.size(), refused.size());
  for (const auto& row : rows) {
    const std::string& id = *row[0];
    EXPECT_TRUE(refused.contains(id)) << payload_[id];
    EXPECT_EQ(row[1], payload_[id]);
    const bool sent = payload_[id].size() <= max_event_bytes;
    EXPECT_EQ(row[2], sent ? "422" : "0");
    EXPECT_NE(row[3]->find(sent ? refused_because : "sink.max_event_bytes"), std::string::npos) << *row[3];
  }
}

void SmallWorld::expect_no_claim() {
  const std::string claims =
      "select count(*) from sent_source_data.chunks where worker is not null or lease_until is not null";
  EXPECT_EQ(database_.value(claims), "0");
}

// Of all requests, answered or not.
void SmallWorld::expect_same_bytes() const {
  EXPECT_TRUE(receiver_->violations().empty()) << testing::PrintToString(receiver_->violations());
  for (const auto& request : receiver_->requests()) {
    for (const auto& item : raw_batch_items(request.body)) {
      const std::string id = Json::parse(item)["messageId"];
      ASSERT_TRUE(payload_.contains(id)) << item;
      EXPECT_EQ(item, payload_.at(id));
    }
  }
}

std::set<std::string> SmallWorld::sent_since(std::size_t request) const {
  std::set<std::string> ids;
  const auto all = receiver_->requests();
  for (std::size_t i = request; i < all.size(); ++i) {
    for (const auto& item : raw_batch_items(all[i].body)) ids.insert(Json::parse(item)["messageId"]);
  }
  return ids;
}

void SmallWorld::remember_what_is_settled() {
  settled_.clear();
  for (const Chunk& chunk : chunks()) {
    for (const auto& [event, id] : due_) {
      if (chunk.has(event) && chunk.is_past(event)) settled_.insert(id);
    }
  }
  settled_at_request_ = receiver_->requests().size();
}

void SmallWorld::expect_nothing_settled_sent_again() {
  for (const auto& id : sent_since(settled_at_request_)) {
    EXPECT_FALSE(settled_.contains(id)) << "recorded as done, yet sent again: " << payload_[id];
  }
}

}  // namespace sent::tests
