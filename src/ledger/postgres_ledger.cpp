// The only file that includes libpqxx.

#include <fmt/format.h>

#include <algorithm>
#include <pqxx/pqxx>

#include "ledger/ledger.hpp"
#include "model/failure.hpp"
#include "sql/statements.hpp"

namespace sent {

namespace {

using Arguments = std::vector<std::optional<std::string>>;

std::string url_of(const Config& config) {
  return config.ledger.url.empty() ? config.database.url : config.ledger.url;
}

// libpq takes the timeout as part of the connection string only.
std::string with_timeout(const std::string& url, std::chrono::milliseconds timeout) {
  if (url.find("connect_timeout") != std::string::npos) return url;
  const auto seconds = std::max<std::int64_t>(2, timeout.count() / 1000);
  const bool is_uri = url.starts_with("postgres://") || url.starts_with("postgresql://");
  if (!is_uri) return fmt::format("{} connect_timeout={}", url, seconds);
  return fmt::format("{}{}connect_timeout={}", url, url.find('?') == std::string::npos ? '?' : '&', seconds);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

// Runs `work` and folds every exception of libpqxx into a Failure: "<purpose>: <what came back>".
template <typename Work>
auto translated(std::string_view purpose, Work&& work) {
  try {
    return work();
  } catch (const pqxx::insufficient_privilege& error) {
    throw Failure(ExitCode::usage, fmt::format("{}: {}", purpose, one_line(error.what())),
                  "the role of ledger.url needs its own schema sent_source_data: run `migrate` as its owner");
  } catch (const pqxx::undefined_table& error) {
    throw Failure(ExitCode::usage, fmt::format("{}: {}", purpose, one_line(error.what())),
                  "create or upgrade the ledger with `sent-source-data migrate`");
  } catch (const pqxx::pqxx_exception& error) {
    throw Failure(ExitCode::database_unavailable,
                  fmt::format("{}: {}", purpose, one_line(error.base().what())),
                  "check ledger.url (default: database.url) and that the server accepts this role from here");
  }
}

class Session {
 public:
  explicit Session(const Config& config)
      : connection_(translated("connecting to the ledger's database", [&] {
          return std::make_unique<pqxx::connection>(
              with_timeout(url_of(config), config.database.connect_timeout));
        })) {}

  // One transaction; `work` gets a function (sql, arguments) → rows.
  template <typename Work>
  auto transaction(std::string_view purpose, Work&& work) {
    return translated(purpose, [&] {
      pqxx::work transaction(*connection_);
      const auto execute = [&](std::string_view sql, const Arguments& arguments = {}) {
        std::vector<const char*> values;
        for (const auto& argument : arguments) values.push_back(argument ? argument->c_str() : nullptr);
        return transaction.exec_params(std::string(sql), pqxx::prepare::make_dynamic_params(values));
      };
      const auto script = [&](std::string_view sql) { transaction.exec(std::string(sql)); };
      if constexpr (std::is_void_v<decltype(work(execute, script))>) {
        work(execute, script);
        transaction.commit();
      } else {
        auto result = work(execute, script);
        transaction.commit();
        return result;
      }
    });
  }

  pqxx::result query(std::string_view purpose, std::string_view sql, const Arguments& arguments = {}) {
    return transaction(purpose, [&](auto execute, auto) { return execute(sql, arguments); });
  }

 private:
  std::unique_ptr<pqxx::connection> connection_;
};

std::optional<std::string> text_of(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return field.as<std::string>();
}

std::optional<Position> position_of(const pqxx::field& source, const pqxx::field& user) {
  if (source.is_null()) return std::nullopt;
  return Position{source.as<std::string>(), user.as<std::string>()};
}

std::string seconds_of(std::chrono::milliseconds duration) {
  return fmt::format("{:.3f}", static_cast<double>(duration.count()) / 1000);
}

struct Deployment {
  int version;
  Uuid name_space;
};

std::optional<Deployment> find_deployment(Session& session) {
  const std::string_view purpose = "reading the ledger's version";
  if (!session.query(purpose, sql::ledger_exists)[0][0].as<bool>()) return std::nullopt;
  const auto row = session.query(purpose, sql::ledger_deployment)[0];
  return Deployment{row[0].as<int>(), parse_uuid(row[1].as<std::string>()).value()};
}

void check_version(const std::optional<Deployment>& deployment) {
  if (!deployment || deployment->version < ledger_version) {
    throw Failure(ExitCode::usage,
                  deployment ? fmt::format("opening the ledger: it has version {} and this program needs {}",
                                           deployment->version, ledger_version)
                             : "opening the ledger: the database has no schema sent_source_data with one",
                  "create or upgrade it with `sent-source-data migrate`");
  }
  if (deployment->version > ledger_version) {
    throw Failure(ExitCode::usage,
                  fmt::format("opening the ledger: it has version {}, newer than this program's {}",
                              deployment->version, ledger_version),
                  "run the release of sent-source-data that upgraded it, or a later one");
  }
}

class PostgresLedger final : public Ledger {
 public:
  PostgresLedger(const Config& config, std::string worker)
      : session_(config), lease_(seconds_of(config.job.lease)), worker_(std::move(worker)) {
    const auto deployment = find_deployment(session_);
    check_version(deployment);
    name_space_ = deployment->name_space;
  }

  Uuid name_space() override { return name_space_; }

  std::optional<Day> first_day() override {
    const auto day = text_of(session_.query("reading the ledger's first day", sql::ledger_first_day)[0][0]);
    return day ? parse_day(*day) : std::nullopt;
  }

  std::set<Day> complete_days(DayRange days) override {
    std::set<Day> complete;
    for (const auto& row : session_.query("reading the ledger's days", sql::ledger_complete_days,
                                          {iso(days.first), iso(days.last)})) {
      complete.insert(parse_day(row[0].as<std::string>()).value());
    }
    return complete;
  }

  std::uint64_t rejected_events(DayRange days) override {
    return session_.query("counting rejected events", sql::ledger_rejected_count,
                          {iso(days.first), iso(days.last)})[0][0].as<std::uint64_t>();
  }

  std::vector<ChunkState> open_day(Day day, std::span<const std::string> bounds) override {
    session_.transaction("opening a day in the ledger", [&](auto execute, auto) {
      execute(sql::ledger_open_day, {iso(day)});
      if (execute(sql::ledger_lock_day, {iso(day)})[0][0].template as<bool>()) return;
      for (std::size_t i = 0; i <= bounds.size(); ++i) {
        const auto bound = [&](std::size_t at) {
          return at < bounds.size() ? std::optional(bounds[at]) : std::nullopt;
        };
        execute(sql::ledger_add_chunk,
                {iso(day), std::to_string(i), i == 0 ? std::nullopt : bound(i - 1), bound(i)});
      }
    });
    return chunks(day);
  }

  std::vector<ChunkState> chunks(Day day) override {
    std::vector<ChunkState> states;
    for (const auto& row : session_.query("reading the chunks of a day", sql::ledger_chunks, {iso(day)})) {
      states.push_back({row[0].as<int>(),
                        {text_of(row[1]), text_of(row[2])},
                        position_of(row[3], row[4]),
                        row[5].as<std::uint64_t>(),
                        row[6].as<std::uint64_t>(),
                        row[7].as<bool>()});
    }
    return states;
  }

  void reset_day(Day day) override {
    session_.transaction("making a day undelivered", [&](auto execute, auto) {
      execute(sql::ledger_reset_chunks, {iso(day)});
      execute(sql::ledger_forget_rejected, {iso(day)});
    });
  }

  std::optional<Claim> claim(Day day, int chunk) override {
    const auto rows = session_.query("claiming a chunk", sql::ledger_claim_chunk,
                                     {iso(day), std::to_string(chunk), worker_, lease_});
    if (rows.empty()) return std::nullopt;
    return Claim{day, chunk, rows[0][0].as<std::int64_t>(), position_of(rows[0][1], rows[0][2])};
  }

  void record(const Claim& claim, const Progress& progress) override {
    session_.transaction("recording progress", [&](auto execute, auto) {
      const auto through = progress.through;
      const auto rows = execute(
          sql::ledger_record_progress,
          {iso(claim.day), std::to_string(claim.chunk), std::to_string(claim.fence),
           through ? std::optional(through->source_id) : std::nullopt,
           through ? std::optional(through->user_id) : std::nullopt,
           std::to_string(progress.delivered), std::to_string(progress.rejected.size()), lease_});
      if (rows.empty()) lost(claim);
      for (const Rejection& rejection : progress.rejected) {
        execute(sql::ledger_add_rejected,
                {iso(claim.day), rejection.source_id, rejection.user_id, rejection.message_id,
                 rejection.payload, std::to_string(rejection.status), rejection.reason});
      }
    });
  }

  void complete(const Claim& claim) override {
    const auto rows = session_.query(
        "completing a chunk", sql::ledger_complete_chunk,
        {iso(claim.day), std::to_string(claim.chunk), std::to_string(claim.fence)});
    if (rows.empty()) lost(claim);
  }

  void release(const Claim& claim) override {
    session_.query("releasing a chunk", sql::ledger_release_chunk,
                   {iso(claim.day), std::to_string(claim.chunk), std::to_string(claim.fence)});
  }

  RunNo begin_run(const std::string& command) override {
    return RunNo{session_.query("beginning a run", sql::ledger_begin_run, {command, SENT_VERSION})[0][0]
                     .as<std::int64_t>()};
  }

  void end_run(RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) override {
    session_.query("ending a run", sql::ledger_end_run,
                   {std::to_string(static_cast<std::int64_t>(run)), std::to_string(exit_code),
                    std::to_string(delivered), std::to_string(rejected)});
  }

 private:
  [[noreturn]] static void lost(const Claim& claim) {
    throw Failure(ExitCode::day_held_elsewhere,
                  fmt::format("recording progress of chunk {} of {}: the lease ran out and another worker "
                              "has the chunk",
                              claim.chunk, iso(claim.day)),
                  "nothing is lost: that worker continues; a larger job.lease tolerates longer pauses");
  }

  Session session_;
  std::string lease_;
  std::string worker_;
  Uuid name_space_{};
};

bool is_migration(const sql::Statement& statement) {
  return statement.file.starts_with("ledger/migrations/");
}

// Applies every migration above `version`; they are numbered from 1 in the order of their names.
void upgrade(Session& session, int version) {
  session.transaction("migrating the ledger", [&](auto execute, auto script) {
    int number = 0;
    for (const auto& statement : sql::statements()) {
      if (is_migration(statement) && ++number > version) script(statement.text);
    }
    execute(sql::ledger_set_version, {std::to_string(ledger_version)});
  });
}

void create_contract(Session& session, const std::string& schema) {
  session.transaction("creating the reference tables", [&](auto execute, auto script) {
    const auto quoted = execute("select quote_ident($1::text)", {schema})[0][0].template as<std::string>();
    script(fmt::format("create schema if not exists {}; set local search_path to {}", quoted, quoted));
    for (const auto& statement : sql::statements()) {
      if (statement.file.starts_with("contract/0")) script(statement.text);
    }
  });
}

}  // namespace

std::unique_ptr<Ledger> make_postgres_ledger(const Config& config, std::string worker) {
  return std::make_unique<PostgresLedger>(config, std::move(worker));
}

std::optional<Uuid> find_name_space(const Config& config) {
  Session session(config);
  const auto deployment = find_deployment(session);
  if (!deployment) return std::nullopt;
  return deployment->name_space;
}

std::vector<std::string> migrate(const Config& config, bool with_contract) {
  std::vector<std::string> done;
  Session session(config);
  const auto before = find_deployment(session);
  if (before && before->version > ledger_version) check_version(before);
  if (before && before->version == ledger_version) {
    done.push_back(fmt::format("the ledger has version {} already", ledger_version));
  } else {
    upgrade(session, before ? before->version : 0);
    done.push_back(fmt::format("the ledger has version {} now", ledger_version));
  }
  if (with_contract) {
    Config::Ledger at_contract{config.database.url};
    Config contract = config;
    contract.ledger = at_contract;
    Session contract_session(contract);
    create_contract(contract_session, config.database.schema);
    done.push_back(fmt::format("the reference tables are in schema \"{}\"", config.database.schema));
  }
  return done;
}

}  // namespace sent
