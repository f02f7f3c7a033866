// SPDX-License-Identifier: Apache-2.0

#include "ledger/rejected_rows.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "sql/statements.hpp"

namespace sent::ledger {

namespace {

// A text array as PostgreSQL reads it.
class SqlArray {
 public:
  void add(std::string_view element) {
    text_ += text_.size() == 1 ? "\"" : ",\"";
    for (const char c : element) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c;
    }
    text_ += '"';
  }
  [[nodiscard]] std::string text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

void add_fan_outs(postgres::Transaction& transaction, Day day, const std::string& kind,
                  std::span<const LargeFanOut> largest) {
  SqlArray ids, slugs, events;
  for (const LargeFanOut& one : largest) {
    ids.add(one.id);
    slugs.add(one.slug.value_or(""));
    events.add(std::to_string(one.events));
  }
  transaction.execute(sql::ledger_add_fan_outs, {iso(day), kind, ids.text(), slugs.text(), events.text()});
}

}  // namespace

void write_rejected(postgres::Transaction& transaction, std::string_view sql, Day day,
                    std::span<const Rejection> rejected) {
  if (rejected.empty()) return;
  SqlArray sources, users, ids, payloads, statuses, reasons;
  for (const Rejection& rejection : rejected) {
    sources.add(rejection.source_id);
    users.add(rejection.user_id);
    ids.add(rejection.message_id);
    payloads.add(rejection.payload);
    statuses.add(std::to_string(rejection.status.value_or(0)));
    reasons.add(rejection.reason);
  }
  transaction.execute(
      sql, {iso(day), sources.text(), users.text(), ids.text(), payloads.text(), statuses.text(), reasons.text()});
}

Rejection in_ascii(Rejection rejection) {
  constexpr bool escaped = true;
  rejection.payload = nlohmann::ordered_json::parse(rejection.payload).dump(-1, ' ', escaped);
  std::string reason;
  for (const char c : rejection.reason) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) reason += c;
    if (byte >= 0xC0) reason += '?';  // the first of a character's bytes
  }
  rejection.reason = std::move(reason);
  return rejection;
}

Rejection rejection_of(const postgres::Row& row) {
  const auto status = static_cast<int>(row.integer("status"));
  return {row.text("source_id"),
          row.text("user_id"),
          row.text("message_id"),
          row.text("payload"),
          status == 0 ? std::nullopt : std::optional(status),
          row.text("reason")};
}

void write_fan_outs(postgres::Transaction& transaction, const DayPlan& plan) {
  transaction.execute(sql::ledger_forget_fan_outs, {iso(plan.day)});
  add_fan_outs(transaction, plan.day, "source", plan.largest_sources);
  add_fan_outs(transaction, plan.day, "workspace", plan.largest_workspaces);
}

}  // namespace sent::ledger
