// SPDX-License-Identifier: Apache-2.0

#include "postgres/connection.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stop_token>
#include <utility>
#include <vector>

#include "model/failure.hpp"
#include "postgres/apart.hpp"
#include "postgres/database_failure.hpp"
#include "postgres/grant.hpp"
#include "postgres/url_fault.hpp"
#include "text/one_line.hpp"

namespace sent::postgres {

namespace {

using Handle = std::shared_ptr<PGconn>;

struct ResultCloser {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultCloser>;

// How long a server that does not answer may hold up a stop, after the wait itself has ended.
constexpr std::chrono::milliseconds longest_cancel{1'000};

void ignore_notice(void*, const PGresult*) {}

// `receiver` is a NoticeSink. libpq is C and can let no exception pass.
void pass_on_notice(void* receiver, const PGresult* result) {
  try {
    const char* const message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char* const severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (message == nullptr) return;
    const bool is_warning = severity != nullptr && std::string_view(severity) == "WARNING";
    (*static_cast<const NoticeSink*>(receiver))({is_warning, text::one_line(message)});
  } catch (...) {
    // A notice changes nothing.
  }
}

// Parameters before the URL are defaults, those after it override it. A peer that vanished is noticed within a minute.
Handle open(const Access& access) {
  const auto seconds = std::max<std::int64_t>(2, (access.connect_timeout.count() + 999) / 1000);
  const std::string timeout = std::to_string(seconds);
  const std::array<std::pair<const char*, const char*>, 8> parameters{
      {{"connect_timeout", timeout.c_str()},
       {"fallback_application_name", "sent-source-data"},
       {"keepalives_idle", "20"},
       {"keepalives_interval", "10"},
       {"keepalives_count", "3"},
       {"tcp_user_timeout", "60000"},
       {"dbname", access.url.c_str()},
       {"client_encoding", "UTF8"}}};
  std::vector<const char*> keys, values;
  for (const auto& [key, value] : parameters) keys.push_back(key), values.push_back(value);
  keys.push_back(nullptr), values.push_back(nullptr);
  Handle handle(PQconnectdbParams(keys.data(), values.data(), 1), &PQfinish);
  PQsetNoticeReceiver(handle.get(), &ignore_notice, nullptr);
  PQsetErrorVerbosity(handle.get(), PQERRORS_VERBOSE);  // for parse_error()
  // A database without an encoding refuses to send what is not UTF-8 as UTF-8: one row would stop every day.
  const char* const encoding = PQparameterStatus(handle.get(), "server_encoding");
  if (encoding != nullptr && std::string_view(encoding) == "SQL_ASCII") PQsetClientEncoding(handle.get(), encoding);
  return handle;
}

// libpq knows no part of a connection whose settings it could not read.
const char* text_of(const char* part) { return part == nullptr ? "" : part; }

std::string shown(const PGconn* connection) {
  return fmt::format("database \"{}\" on {}:{} as \"{}\"", text_of(PQdb(connection)), text_of(PQhost(connection)),
                     text_of(PQport(connection)), text_of(PQuser(connection)));
}

Failure copy_failure(std::string_view purpose, const Connection& connection, const PGresult* result) {
  const char* const code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* const message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  if (code == nullptr || message == nullptr) return connection.failure(purpose, connection.last_error());
  return connection.failure(purpose,
                            {code, with_advice(message, text_of(PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL)),
                                               text_of(PQresultErrorField(result, PG_DIAG_MESSAGE_HINT)))});
}

}  // namespace

void require_readable_url(std::string_view setting, const std::string& url) {
  if (url.empty()) return;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> known(PQconndefaults(), &PQconninfoFree);
  const auto is_parameter = [&](std::string_view name) {
    for (const auto* each = known.get(); each != nullptr && each->keyword != nullptr; ++each) {
      if (name == each->keyword) return true;
    }
    return known == nullptr;
  };
  if (const auto fault = fault_of_url(url, is_parameter)) {
    throw Failure(ExitCode::usage, fmt::format("reading {}: {}", setting, fault->what), fault->hint);
  }
  char* error = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), &error),
                                                                             &PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> owned(error, &PQfreemem);
  if (options) return;
  throw Failure(ExitCode::usage,
                fmt::format("reading {}: it is neither a URL nor a key=value text that libpq can read", setting),
                "write characters such as %, / or @ in a URL's password as %25, %2F, %40");
}

Connection::Connection(Access access)
    : access_(std::move(access)),
      handle_(connect()),
      socket_(duplicate_socket()),
      cancel_request_(PQgetCancel(handle()), [](void* request) { PQfreeCancel(static_cast<PGcancel*>(request)); }) {
  if (access_.on_notice) PQsetNoticeReceiver(handle(), &pass_on_notice, &access_.on_notice);
}

Connection::~Connection() { ::close(socket_); }

Handle Connection::connect() const {
  const auto make = [access = access_] { return open(access); };
  Handle handle;
  if (access_.stop.stop_possible()) {
    auto apart = run_apart<Handle>(make, access_.stop, std::chrono::milliseconds{0});
    if (!apart) throw interrupted_failure("connecting to the database");
    handle = *std::move(apart);
  } else {
    handle = make();
  }
  PGconn* const made = handle.get();
  if (PQstatus(made) == CONNECTION_OK) return handle;
  const std::string database = text_of(PQdb(made)), role = text_of(PQuser(made));
  throw connect_failure(database.empty() ? "the database" : fmt::format("database \"{}\" as \"{}\"", database, role),
                        grant("connect", "database " + quoted_identifier(database), role), access_.database,
                        PQerrorMessage(made));
}

int Connection::duplicate_socket() const {
  const int copy = ::fcntl(PQsocket(handle()), F_DUPFD_CLOEXEC, 0);
  if (copy >= 0) return copy;
  throw Failure(ExitCode::unexpected, fmt::format("connecting to {}: {}", shown(handle()), std::strerror(errno)),
                "raise the limit of open files");
}

DatabaseLink Connection::link() const {
  const std::string_view host = PQhost(handle());
  const std::string_view address = PQhostaddr(handle());
  const bool by_socket = host.starts_with('/') || host.starts_with('@');
  DatabaseLink link{shown(handle()), by_socket || address.starts_with("127.") || address == "::1", std::nullopt};
  if (PQsslInUse(handle()) == 1) link.tls = PQsslAttribute(handle(), "protocol");
  if (const char* const encoding = PQparameterStatus(handle(), "server_encoding")) link.encoding = encoding;
  return link;
}

bool Connection::is_idle() const { return !interrupted_ && PQtransactionStatus(handle()) == PQTRANS_IDLE; }

bool Connection::is_in_transaction() const {
  const auto status = PQtransactionStatus(handle());
  return !interrupted_ && (status == PQTRANS_INTRANS || status == PQTRANS_INERROR);
}

DatabaseError Connection::last_error() const { return parse_error(PQerrorMessage(handle())); }

Failure Connection::failure(std::string_view purpose, const DatabaseError& error) const {
  return failure_of(fmt::format("{} in database \"{}\"", purpose, PQdb(handle())), access_.database, error);
}

std::string Connection::literal(std::string_view value) const {
  const std::unique_ptr<char, decltype(&PQfreemem)> quoted(PQescapeLiteral(handle(), value.data(), value.size()),
                                                           &PQfreemem);
  if (!quoted) {
    throw Failure(ExitCode::usage,
                  fmt::format("quoting a value for database \"{}\": {}", PQdb(handle()), last_error().message));
  }
  return quoted.get();
}

void Connection::interruptibly(std::string_view purpose, const std::function<void()>& call) {
  try {
    // The reader then sees the end of the connection, even if the server never answers.
    const std::stop_callback interruption(access_.stop, [this] {
      interrupted_ = true;
      ::shutdown(socket_, SHUT_RD);
    });
    call();
  } catch (...) {
    if (!interrupted_) throw;
    cancel();
    throw interrupted_failure(purpose);
  }
}

// If the request does not get through, the server notices when it next writes.
void Connection::cancel() const {
  const auto ask = [request = cancel_request_] {
    std::array<char, 256> ignored{};
    return PQcancel(static_cast<PGcancel*>(request.get()), ignored.data(), static_cast<int>(ignored.size()));
  };
  try {
    run_apart<int>(ask, access_.stop, longest_cancel);
  } catch (const Failure&) {
    // No thread could be started; the connection ends all the same.
  }
}

void Connection::copy(std::string_view purpose, const std::string& statement,
                      const std::function<void(std::span<const char>)>& message) {
  interruptibly(purpose, [&] {
    if (PQsendQuery(handle(), statement.c_str()) != 1) throw failure(purpose, last_error());
    await_result(purpose);
    const Result started(PQgetResult(handle()));
    if (PQresultStatus(started.get()) != PGRES_COPY_OUT) {
      const Failure refused = copy_failure(purpose, *this, started.get());
      discard_results();
      throw Failure(refused);
    }
    receive(purpose, message);
  });
}

void Connection::receive(std::string_view purpose, const std::function<void(std::span<const char>)>& message) {
  char* buffer = nullptr;
  int size = 0, reads = 0;
  while ((size = PQgetCopyData(handle(), &buffer, 1)) >= 0) {
    if (size == 0) {
      await_input(purpose, reads);
      continue;
    }
    reads = 0;
    const std::unique_ptr<char, decltype(&PQfreemem)> owned(buffer, &PQfreemem);
    // Data that has arrived can still be read after the connection was ended, and more may arrive meanwhile.
    if (interrupted_) throw interrupted_failure(purpose);
    message({buffer, static_cast<std::size_t>(size)});
  }
  await_result(purpose);
  const Result finished(PQgetResult(handle()));
  if (size == -2 || PQresultStatus(finished.get()) != PGRES_COMMAND_OK) {
    throw copy_failure(purpose, *this, finished.get());
  }
  discard_results();
}

void Connection::discard_results() {
  while (const Result rest{PQgetResult(handle())}) {
  }
}

void Connection::await_result(std::string_view purpose) {
  for (int reads = 0; PQisBusy(handle()) == 1;) await_input(purpose, reads);
}

// Waits in slices, because a server that works for long without a row is a sign of life too. Reads several times before
// it waits, because what TLS has decoded already wakes nobody; `reads` counts them.
void Connection::await_input(std::string_view purpose, int& reads) {
  constexpr int reads_of_a_record = 3;  // of 16 KiB, in pieces of 8 KiB or more
  constexpr int slice_milliseconds = 100;
  if (access_.pulse != nullptr) access_.pulse->beat();
  if (interrupted_) throw interrupted_failure(purpose);
  if (reads++ >= reads_of_a_record) {
    pollfd ready{PQsocket(handle()), POLLIN, 0};
    if (::poll(&ready, 1, slice_milliseconds) > 0) reads = 0;
  }
  if (PQconsumeInput(handle()) != 1) throw failure(purpose, last_error());
}

}  // namespace sent::postgres
