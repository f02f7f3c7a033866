// SPDX-License-Identifier: Apache-2.0

#include "http/wire/stream.hpp"

#include <poll.h>

#include <utility>

namespace sent::http::wire {

// Repeats an operation until it is done or the connection ends.
template <typename Operation>
Step Stream::carry_out(const Attempt& attempt, Operation operation) {
  while (true) {
    attempt.check_patience();
    Step step = operation();
    if (step.kind == Step::Kind::done || step.kind == Step::Kind::ended) return step;
    if (step.kind == Step::Kind::failed) attempt.fail_by_peer(step.why);
    const bool reads = step.kind == Step::Kind::reads_first;
    pollfd socket{socket_->descriptor(), static_cast<short>(reads ? POLLIN : POLLOUT), 0};
    attempt.await({&socket, 1});
  }
}

void Stream::encrypt(TlsSession session, const Attempt& attempt) {
  session_ = std::move(session);
  speak_over(session_.get(), *socket_);
  if (carry_out(attempt, [&] { return shake_hands(session_.get()); }).kind == Step::Kind::ended)
    attempt.fail_by_peer("the connection ended");
}

void Stream::write(std::string_view bytes, const Attempt& attempt) {
  while (!bytes.empty()) {
    const Step step =
        carry_out(attempt, [&] { return session_ ? send_tls(session_.get(), bytes) : send(*socket_, bytes); });
    if (step.kind == Step::Kind::ended) attempt.fail_by_peer("the connection ended");
    bytes.remove_prefix(step.bytes);
  }
}

std::size_t Stream::read(std::span<char> taken, const Attempt& attempt) {
  return carry_out(attempt, [&] { return session_ ? receive_tls(session_.get(), taken) : receive(*socket_, taken); })
      .bytes;
}

bool Stream::is_silent() {
  return (session_ ? peek_tls(session_.get()) : peek(*socket_)).kind == Step::Kind::reads_first;
}

}  // namespace sent::http::wire
