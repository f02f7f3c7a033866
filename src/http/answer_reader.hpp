// SPDX-License-Identifier: Apache-2.0

// Reads the answers that arrive on a stream.

#pragma once

#include <optional>
#include <string>

#include "http/answer.hpp"
#include "http/wire/attempt.hpp"
#include "http/wire/stream.hpp"

namespace sent::http {

// All fields of a head; the parser may accept what came with the first read in addition.
inline constexpr std::size_t max_head_bytes = 64 * 1024;

struct ReadAnswer {
  Reply reply;
  std::string phrase;            // after the status; may be empty
  bool keeps_alive = false;      // complete, and by HTTP's rules the connection may serve another request
  bool says_keep_alive = false;  // the head says so itself
};

// What one connection has said and nobody has read yet. Not thread-safe.
class AnswerReader {
 public:
  // The next answer that is not an interim one. Throws wire::Broken if the stream ends within it or it is not HTTP.
  // `not_sent` is why the request could not be written, if it could not; the answer may come nevertheless, and if it
  // does not, that is the reason.
  [[nodiscard]] ReadAnswer read(wire::Stream& stream, const wire::Attempt& attempt,
                                const std::optional<wire::Broken>& not_sent);
  // The answer to CONNECT: its head only, with a smaller limit.
  [[nodiscard]] ReadAnswer read_head(wire::Stream& stream, const wire::Attempt& attempt);

  // Whether a byte has arrived since begin().
  void begin() { began_ = false; }
  [[nodiscard]] bool began() const { return began_; }
  // Whether bytes are left behind the last answer.
  [[nodiscard]] bool has_more() const { return !unread_.empty(); }

 private:
  template <typename Parser>
  bool parse(Parser& parser, wire::Stream& stream, const wire::Attempt& attempt);

  std::string unread_;
  bool began_ = false;
};

}  // namespace sent::http
