// SPDX-License-Identifier: Apache-2.0

#include "support/deliveries/saas_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>
#include <set>
#include <vector>

namespace sent::tests {

namespace {

using Seconds = long long;  // since 1970 in UTC, as the product's timestamps are
constexpr Seconds never = std::numeric_limits<Seconds>::max();

struct Account {
  std::string public_id;
  bool wants_no_events = false;
  Seconds deleted_at = never;
};
struct Workspace {
  std::string personal_account;  // "": it is shared
  Seconds created_at = never, deleted_at = never;
};
struct Seat {  // of a member or a guest; an invitation is accepted never
  std::string place, account;
  Seconds accepted_at = never, removed_at = never;
};
struct Project {
  std::string id, name, workspace;
  bool archived = false;
  Seconds deleted_at = never;
};
struct Hour {
  Seconds begin = never;
  std::string method, library;
  long long calls = 0;
};

struct Product {
  std::map<std::string, Account> accounts;
  std::map<std::string, Workspace> workspaces;
  std::vector<Seat> members, guests;
  std::vector<Project> projects;
  std::multimap<std::string, Hour> hours;                // by project
  std::multimap<std::string, std::string> integrations;  // enabled ones, by project
};

Seconds seconds(const std::optional<std::string>& text) { return text ? std::stoll(*text) : never; }

std::vector<Seat> seats(TestDatabase& database, const std::string& place, const std::string& table) {
  std::vector<Seat> found;
  for (const auto& row : database.query("select " + place +
                                        ", account_id, extract(epoch from accepted_at)::bigint, "
                                        "extract(epoch from removed_at)::bigint from app." +
                                        table)) {
    found.push_back({row[0].value(), row[1].value_or(""), seconds(row[2]), seconds(row[3])});
  }
  return found;
}

Product product_in(TestDatabase& database) {
  Product product;
  for (const auto& row : database.query(
           "select id, public_id, wants_no_events, extract(epoch from deleted_at)::bigint from app.accounts")) {
    product.accounts[row[0].value()] = {row[1].value(), row[2] == "t", seconds(row[3])};
  }
  for (const auto& row : database.query("select id, personal_account_id, extract(epoch from created_at)::bigint, "
                                        "extract(epoch from deleted_at)::bigint from app.workspaces")) {
    product.workspaces[row[0].value()] = {row[1].value_or(""), seconds(row[2]), seconds(row[3])};
  }
  product.members = seats(database, "workspace_id", "memberships");
  product.guests = seats(database, "project_id", "project_guests");
  for (const auto& row : database.query(
           "select id, name, workspace_id, archived, extract(epoch from deleted_at)::bigint from app.projects")) {
    product.projects.push_back({row[0].value(), row[1].value(), row[2].value_or(""), row[3] == "t", seconds(row[4])});
  }
  for (const std::string region : {"usage_us", "usage_eu"}) {
    for (const auto& row : database.query(
             "select project_id, extract(epoch from hour)::bigint, method, library, calls from " + region + ".hours")) {
      product.hours.insert(
          {row[0].value(), {seconds(row[1]), row[2].value(), row[3].value(), std::stoll(row[4].value())}});
    }
  }
  for (const auto& row : database.query("select project_id, integration from app.project_integrations where enabled")) {
    product.integrations.insert({row[0].value(), row[1].value()});
  }
  return product;
}

// When a day of the first quarter of 2026 begins in New York: at 5:00 in UTC, and from the day after the 8th of March
// on at 4:00. `days` is added to it.
Seconds begin_of(const std::string& day, int days) {
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(day.substr(at, size)); };
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  const auto midnight = std::chrono::sys_days(date) + std::chrono::days(days);
  const bool is_summer = midnight > std::chrono::sys_days(std::chrono::year(2026) / 3 / 8);
  return std::chrono::seconds(midnight.time_since_epoch() + std::chrono::hours(is_summer ? 4 : 5)).count();
}

// The users of those in `seats` who are there at the time `end`.
std::set<std::string> users_at(Seconds end, const std::vector<Seat>& seats, const std::string& place,
                               const Product& product) {
  std::set<std::string> users;
  for (const Seat& seat : seats) {
    if (seat.place != place || seat.account.empty() || seat.accepted_at >= end || seat.removed_at < end) continue;
    const Account& account = product.accounts.at(seat.account);
    if (account.deleted_at >= end) users.insert(account.public_id);
  }
  return users;
}

// The names of properties, written down for each name in the rows.
const std::map<std::string, std::string> method_names{
    {"IDENTIFY", "methodIdentify"}, {"ALIAS", "methodAlias"}, {"TRACK", "methodTrack"},  {"PAGE", "methodPage"},
    {"SCREEN", "methodScreen"},     {"GROUP", "methodGroup"}, {"DELETE", "methodDELETE"}};
const std::map<std::string, std::string> library_names{{"analytics-node/6.1.2", "libraryAnalyticsNode"},
                                                       {"analytics-node/6.2.0", "libraryAnalyticsNode"},
                                                       {"analytics-swift/1.9.0", "libraryAnalyticsSwift"},
                                                       {"analytics-swift/1.10.0", "libraryAnalyticsSwift"},
                                                       {"analytics.js", "libraryAnalyticsjs"}};
const std::map<std::string, std::string> integration_names{{"mixpanel", "destinationMixpanel"},
                                                           {"google-analytics", "destinationGoogleAnalytics"},
                                                           {"customer.io", "destinationCustomerio"}};

struct Owner {
  nlohmann::json id, group_id;
  std::set<std::string> users;
};

Owner owner_at(Seconds end, const std::string& workspace, const Product& product) {
  if (workspace.empty()) return {nullptr, nullptr, {}};
  const Workspace& found = product.workspaces.at(workspace);
  if (found.personal_account.empty()) return {workspace, workspace, users_at(end, product.members, workspace, product)};
  const Account& account = product.accounts.at(found.personal_account);
  Owner owner{account.public_id, nullptr, {}};
  if (found.created_at < end) owner.users.insert(account.public_id);
  return owner;
}

// False if it had no calls on the day. Archived and deleted projects have none, from their deletion on.
bool add_usage(nlohmann::json& properties, const Project& project, const std::string& day, const Product& product) {
  long long today = 0, weekly = 0, monthly = 0;
  for (const auto& [method, name] : method_names) {
    if (method != "DELETE") properties[name] = 0;
  }
  const Seconds workspace_deleted_at =
      project.workspace.empty() ? never : product.workspaces.at(project.workspace).deleted_at;
  const auto [first, last] = product.hours.equal_range(project.id);
  for (auto at = first; at != last; ++at) {
    const Hour& hour = at->second;
    if (hour.calls == 0 || hour.begin >= project.deleted_at || hour.begin >= workspace_deleted_at) continue;
    if (hour.begin < begin_of(day, -29) || hour.begin >= begin_of(day, 1)) continue;
    monthly += hour.calls;
    if (hour.begin >= begin_of(day, -6)) weekly += hour.calls;
    if (hour.begin >= begin_of(day, 0)) today += hour.calls;
    const auto add = [&](const std::string& name) { properties[name] = properties.value(name, 0LL) + hour.calls; };
    add(method_names.at(hour.method));
    if (!hour.library.empty()) add(library_names.at(hour.library));
  }
  properties["callsMonthly"] = monthly;
  properties["callsWeekly"] = weekly;
  return today > 0;
}

}  // namespace

SaasEvents saas_events(TestDatabase& database, const std::string& day) {
  const Product product = product_in(database);
  const Seconds end = begin_of(day, 1);
  std::set<std::string> silent;
  for (const auto& [id, account] : product.accounts) {
    if (account.wants_no_events || account.deleted_at != never) silent.insert(account.public_id);
  }
  SaasEvents events;
  for (const Project& project : product.projects) {
    nlohmann::json properties{{"sourceId", project.id}, {"sourceSlug", project.name}};
    if (project.archived || !add_usage(properties, project, day, product)) continue;
    const Owner owner = owner_at(end, project.workspace, product);
    auto users = users_at(end, product.guests, project.id, product);
    properties["sourceCollaborators"] = users.size();
    properties["ownerId"] = owner.id;
    properties["ownerOwners"] = owner.users.size();
    properties["destinations"] = product.integrations.count(project.id);
    const auto [first, last] = product.integrations.equal_range(project.id);
    for (auto at = first; at != last; ++at) properties[integration_names.at(at->second)] = true;
    users.insert(owner.users.begin(), owner.users.end());
    for (const auto& user : users) {
      if (!silent.contains(user))
        events[{project.id, user}] = {{"properties", properties}, {"groupId", owner.group_id}};
    }
  }
  return events;
}

}  // namespace sent::tests
