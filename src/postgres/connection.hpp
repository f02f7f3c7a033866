// SPDX-License-Identifier: Apache-2.0

// One connection to PostgreSQL: how it is made, how a stop ends what it waits for, and bulk COPY.
//
// The only user of libpq. Statements go through libpqxx (statements.hpp), over the same connection: libpqxx 6.4 can
// neither be interrupted while it connects, nor copy in binary format (docs/decisions/0012-one-postgres-layer.md).

#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "model/failure.hpp"
#include "postgres/access.hpp"
#include "postgres/database_failure.hpp"
#include "postgres/database_link.hpp"

extern "C" struct pg_conn;

namespace sent::postgres {

// Throws Failure(usage) if libpq cannot read `url`, the value of `setting`. Does not quote libpq's own message, because
// that repeats parts of the URL, and a part may be the password.
void require_readable_url(std::string_view setting, const std::string& url);

// Not thread-safe. Failures are those of failure_of() and connect_failure(), and Failure(interrupted) once a stop was
// requested; no message contains the URL's password.
class Connection {
 public:
  explicit Connection(Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] DatabaseLink link() const;
  // For libpqxx. This object keeps ownership.
  [[nodiscard]] pg_conn* handle() const { return handle_.get(); }

  // Whether it works and is outside of any transaction.
  [[nodiscard]] bool is_idle() const;
  // Whether it works and is between two statements of a transaction.
  [[nodiscard]] bool is_in_transaction() const;
  // The last error of the server or of libpq.
  [[nodiscard]] DatabaseError last_error() const;
  // Turns an error on this connection into a Failure; `purpose` completes "…: what came back".
  [[nodiscard]] Failure failure(std::string_view purpose, const DatabaseError& error) const;
  // `value` as a literal, whatever it contains.
  [[nodiscard]] std::string literal(std::string_view value) const;

  // Calls `call`, which waits for the server. If a stop ends that wait, cancels the statement on the server and throws
  // Failure(interrupted); this connection can then no longer be used.
  void interruptibly(std::string_view purpose, const std::function<void()>& call);

  // Runs the COPY … TO STDOUT in `statement` and hands over each message of its stream, the first with the header.
  void copy(std::string_view purpose, const std::string& statement,
            const std::function<void(std::span<const char>)>& message);

 private:
  [[nodiscard]] std::shared_ptr<pg_conn> connect() const;
  [[nodiscard]] int duplicate_socket() const;
  void receive(std::string_view purpose, const std::function<void(std::span<const char>)>& message);
  void discard_results();
  void await_result(std::string_view purpose);
  void await_input(std::string_view purpose, int& reads);
  void cancel() const;

  Access access_;  // its on_notice is called by libpq
  const std::shared_ptr<pg_conn> handle_;
  // A second descriptor of its socket. When the connection breaks, libpq closes its own descriptor, and another file
  // may get the number. The second one also prevents the server from seeing the client as gone before it is asked to
  // cancel.
  const int socket_;
  const std::shared_ptr<void> cancel_request_;
  std::atomic<bool> interrupted_ = false;
};

}  // namespace sent::postgres
