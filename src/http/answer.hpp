// SPDX-License-Identifier: Apache-2.0

// What came back for one request.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

namespace sent::http {

// The receiver answered.
struct Reply {
  int status = 0;
  std::string body;                        // its beginning; never more than max_reply_bytes
  std::optional<std::string> retry_after;  // the header's value as it came
};

// The receiver did not answer, or not to the end. Whether it took the batch is then unknown.
struct NoReply {
  enum class Kind {
    unreachable,  // name resolution, connect, reset, timeout, half an answer
    untrusted,    // the certificate does not verify, or is for another name; asking again is no use
    barred,       // the proxy will not let it through, as for a wrong password; asking again is no use
    unwritable,   // the file cannot be written
  };
  Kind kind = Kind::unreachable;
  std::string what;  // what was attempted, on what, what came back; no secret
};

using Answer = std::variant<Reply, NoReply>;

inline constexpr std::size_t max_reply_bytes = 64 * 1024;

}  // namespace sent::http
