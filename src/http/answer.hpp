// SPDX-License-Identifier: Apache-2.0

// What came back for one request. Values.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

namespace sent::http {

// The server answered.
struct Reply {
  int status = 0;
  std::string body;                        // its beginning, at most max_reply_bytes
  std::optional<std::string> retry_after;  // the header's value, unread
  std::string content_type{};              // the header's value, unread; empty: there was none
};

// The server did not answer, or not completely. It may have processed the request.
struct NoReply {
  enum class Kind {
    unreachable,  // name resolution, connect, reset, timeout, half an answer
    untrusted,    // the certificate does not verify, or is for another name; the next attempt would fail too
    barred,       // the proxy refuses, for example because the password is wrong; the next attempt would fail too
    unwritable,   // a file stands in for the server, and cannot be written
  };
  Kind kind = Kind::unreachable;
  std::string what;  // what was attempted, on what: what came back; without secrets
};

using Answer = std::variant<Reply, NoReply>;

inline constexpr std::size_t max_reply_bytes = 64 * 1024;

}  // namespace sent::http
