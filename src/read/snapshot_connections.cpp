// SPDX-License-Identifier: Apache-2.0

#include "read/snapshot_connections.hpp"

#include "model/failure.hpp"
#include "sql/statements.hpp"

namespace sent::read {

namespace {

constexpr auto snapshot_kind = postgres::TransactionSettings::Kind::snapshot;

std::int64_t server_of(postgres::Transaction& transaction) {
  return transaction.one(sql::read_server_started).integer("server_started");
}

}  // namespace

SnapshotSessions::SnapshotSessions(const CountersAccess& access, const std::stop_token& stop, bool only_one)
    : on_stop(stop, [this] { halt.request_stop(); }), first(counters_session(access, halt.get_token(), snapshot_kind)) {
  if (!only_one) second.emplace(counters_session(access, halt.get_token(), snapshot_kind));
}

SnapshotConnections::SnapshotConnections(SnapshotSessions& sessions, const std::function<void()>& on_other_server)
    : sessions_(sessions), first_(sessions.first, "beginning to read") {
  if (!sessions.second || join_second()) return;
  second_.reset();
  sessions.second.reset();
  on_other_server();
}

SnapshotConnections::~SnapshotConnections() {
  end(first_);
  if (second_) end(*second_);
}

// The name of a snapshot may exist on the other server too, but for another one.
bool SnapshotConnections::join_second() {
  const std::int64_t server = server_of(first_);
  const std::string snapshot = first_.one(sql::read_share_snapshot).text("snapshot");
  try {
    second_.emplace(*sessions_.second, "sharing the snapshot", snapshot);
    return server_of(*second_) == server;
  } catch (const Failure& failure) {
    if (failure.may_pass() || failure.code() == ExitCode::interrupted) throw;
    return false;
  }
}

void SnapshotConnections::on_first(const std::function<void(postgres::Transaction&)>& work) {
  std::unique_lock lock(turn_, std::defer_lock);
  if (!second_) lock.lock();
  run(first_, work);
}

void SnapshotConnections::on_second(const std::function<void(postgres::Transaction&)>& work) {
  if (second_) return run(*second_, work);
  on_first(work);
}

void SnapshotConnections::run(postgres::Transaction& on, const std::function<void(postgres::Transaction&)>& work) {
  try {
    work(on);
  } catch (...) {
    broken_ = true;  // its connection is left in the middle of something
    sessions_.halt.request_stop();
    throw;
  }
}

void SnapshotConnections::end(postgres::Transaction& transaction) const {
  if (broken_) return transaction.abandon();
  try {
    transaction.commit();
  } catch (...) {
    // Everything was read; the next chunk opens connections of its own.
  }
}

}  // namespace sent::read
