// SPDX-License-Identifier: Apache-2.0

#include "support/deliveries/naive_events.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <sstream>

namespace sent::tests {

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::optional<std::string>>>;

std::string replaced(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) {
      text.replace(at, name.size(), value);
    }
  }
  return text;
}

// Words between anything ASCII that is no letter or digit; dots are not there at all.
std::string camel(const std::string& raw) {
  std::string spaced;
  for (const char c : raw) {
    if (c == '.') continue;
    const auto byte = static_cast<unsigned char>(c);
    spaced += byte < 0x80 && std::isalnum(byte) == 0 ? ' ' : c;
  }
  std::istringstream words(spaced);
  std::string name;
  std::string word;
  while (words >> word) {
    if (word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
    name += word;
  }
  return name;
}

// The six methods are known in any case of their letters.
std::string method_name(const std::string& raw) {
  for (std::string known : {"Identify", "Alias", "Track", "Page", "Screen", "Group"}) {
    const bool same = std::equal(raw.begin(), raw.end(), known.begin(), known.end(),
                                 [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
    if (same) return known;
  }
  return camel(raw);
}

struct Naive {
  TestDatabase& database;
  std::map<std::string, std::string> values;

  Rows ask(const std::string& sql) { return database.query(replaced(sql, values)); }
};

std::map<std::string, long long> named_calls(const Rows& rows, const std::string& source, const std::string& prefix) {
  std::map<std::string, long long> sums;
  for (const auto& row : rows) {
    const std::string raw = row[1].value_or("");
    const std::string name = prefix == "method" ? method_name(raw) : camel(raw);
    if (row[0] == source && !name.empty()) sums[prefix + name] += std::stoll(row[2].value());
  }
  std::erase_if(sums, [](const auto& entry) { return entry.second <= 0; });
  return sums;
}

}  // namespace

// The oracle reads best from top to bottom, as the rules are written.
// NOLINTNEXTLINE(readability-function-size)
NaiveEvents naive_events(TestDatabase& database, const NaiveRules& rules, const std::string& day) {
  Naive naive{database,
              {{"SCHEMA", rules.schema},
               {"DAY", "date '" + day + "'"},
               {"END_OF", "((date '" + day + "' + 1)::timestamp at time zone '" + rules.timezone + "')"},
               {"MONTHLY", std::to_string(rules.monthly_days)},
               {"WEEKLY", std::to_string(rules.weekly_days)}}};
  const auto sources = naive.ask(
      "select source_id::text, coalesce(slug, ''), nullif(owner_id::text, '') from SCHEMA.sources "
      "where source_id::text <> ''");
  const auto sums = [&](const std::string& relation, const std::string& name, const std::string& days) {
    return naive.ask("select source_id::text, " + name + ", sum(calls)::text from SCHEMA." + relation +
                     " where source_id::text <> '' and calls >= 0 and day <= DAY and day > DAY - " + days +
                     " group by 1, 2");
  };
  const auto monthly = sums("source_calls", "method", "MONTHLY");
  const auto weekly = sums("source_calls", "method", "WEEKLY");
  const auto today = sums("source_calls", "method", "1");
  const auto libraries = sums("source_library_calls", "library", "MONTHLY");
  const std::string holds = " and (since is null or since < END_OF) and (until is null or until >= END_OF)";
  const auto collaborators = naive.ask(
      "select distinct source_id::text, user_id::text from SCHEMA.source_collaborators where user_id::text <> ''" +
      holds);
  const auto members = naive.ask(
      "select distinct owner_id::text, user_id::text from SCHEMA.owner_members where user_id::text <> ''" + holds);
  const auto destinations = naive.ask(
      "select distinct source_id::text, destination from SCHEMA.source_destinations where destination <> '' "
      "and (enabled_at is null or enabled_at < END_OF) and (disabled_at is null or disabled_at >= END_OF)");
  std::map<std::string, std::string> kinds;
  for (const auto& row :
       naive.ask("select owner_id::text, coalesce(kind, '') from SCHEMA.owners where owner_id::text <> ''")) {
    kinds[row[0].value()] = std::max(kinds[row[0].value()], row[1].value());
  }
  std::set<std::string> suppressed;
  if (naive.ask("select to_regclass('SCHEMA.suppressed_users')")[0][0]) {
    for (const auto& row : naive.ask("select user_id::text from SCHEMA.suppressed_users where user_id is not null")) {
      suppressed.insert(row[0].value());
    }
  }
  // The server's own version 5 UUIDs (uuid-ossp) check the program's.
  const auto message_id = [&](const std::string& source, const std::string& user) {
    const auto quoted = [](std::string text) {
      for (auto at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 2)) text.insert(at, 1, '\'');
      return "'" + text + "'";
    };
    return database
        .query("select uuid_generate_v5('" + rules.name_space + "'::uuid, " + quoted(day) + " || chr(31) || " +
               quoted(source) + " || chr(31) || " + quoted(user) + ")::text")[0][0]
        .value();
  };
  const std::string timestamp =
      naive
          .ask("select to_char(((DAY + time '" + rules.time_of_day + "') at time zone '" + rules.timezone +
               "') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")[0][0]
          .value();

  const auto total = [](const Rows& rows, const std::string& source) {
    long long sum = 0;
    for (const auto& row : rows) {
      if (row[0] == source) sum += std::stoll(row[2].value());
    }
    return sum;
  };
  const auto second_of = [](const Rows& rows, const std::string& first) {
    std::set<std::string> names;
    for (const auto& row : rows) {
      if (row[0] == first) names.insert(row[1].value());
    }
    return names;
  };

  NaiveEvents events;
  for (const auto& source : sources) {
    const std::string id = source[0].value();
    if (total(today, id) <= 0) continue;
    const auto own = second_of(collaborators, id);
    const auto of_owner = source[2] ? second_of(members, *source[2]) : std::set<std::string>{};
    Json properties;
    properties["sourceId"] = id;
    properties["sourceSlug"] = source[1].value();
    properties["sourceCollaborators"] = own.size();
    properties["ownerId"] = source[2] ? Json(*source[2]) : Json(nullptr);
    properties["ownerOwners"] = of_owner.size();
    properties["callsMonthly"] = total(monthly, id);
    properties["callsWeekly"] = total(weekly, id);
    auto methods = named_calls(monthly, id, "method");
    for (const char* method :
         {"methodIdentify", "methodAlias", "methodTrack", "methodPage", "methodScreen", "methodGroup"}) {
      properties[method] = methods[method];
      methods.erase(method);
    }
    for (const auto& [name, calls] : methods) properties[name] = calls;
    for (const auto& [name, calls] : named_calls(libraries, id, "library")) properties[name] = calls;
    const auto enabled = second_of(destinations, id);
    properties["destinations"] = enabled.size();
    std::set<std::string> names;
    for (const auto& destination : enabled) {
      if (!camel(destination).empty()) names.insert("destination" + camel(destination));
    }
    for (const auto& name : names) properties[name] = true;

    auto users = own;
    users.insert(of_owner.begin(), of_owner.end());
    for (const auto& user : users) {
      if (suppressed.contains(user)) continue;
      Json event;
      event["type"] = "track";
      event["event"] = "Sent Source Data";
      event["messageId"] = message_id(id, user);
      event["userId"] = user;
      event["timestamp"] = timestamp;
      event["properties"] = properties;
      if (source[2] && kinds[*source[2]] == "workspace") event["context"]["groupId"] = *source[2];
      event["context"]["library"] = Json{{"name", "sent-source-data"}, {"version", SENT_VERSION}};
      events[{id, user}] = event.dump();
    }
  }
  return events;
}

}  // namespace sent::tests
