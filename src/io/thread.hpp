// SPDX-License-Identifier: Apache-2.0

// Starts a thread, or reports what to do if no more threads can be started. Thread-safe.

#pragma once

#include <csignal>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace sent::io {

// While it lives, this thread and those that it starts receive neither SIGINT nor SIGTERM. So these signals reach the
// main thread, or the one that waits for them.
class SignalsBlocked {
 public:
  SignalsBlocked();
  ~SignalsBlocked();
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

// Throws Failure(unexpected): `purpose` completes "starting a thread for".
[[noreturn]] void report_missing_thread(std::string_view purpose, const std::error_code& error);

// Starts a std::jthread, without SIGINT and SIGTERM, that calls `body`, which may accept a std::stop_token. `purpose`
// says what the thread is for, as in "sending events". Throws Failure(unexpected) if no more threads can be started.
template <typename Body>
[[nodiscard]] std::jthread start_thread(std::string_view purpose, Body body) {
  const SignalsBlocked blocked;
  try {
    return std::jthread(std::move(body));
  } catch (const std::system_error& error) {
    report_missing_thread(purpose, error.code());
  }
}

}  // namespace sent::io
