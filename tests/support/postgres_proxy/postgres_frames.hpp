// SPDX-License-Identifier: Apache-2.0

// Where the messages of PostgreSQL's protocol, version 3, begin and end in a stream of bytes.
// Not thread-safe.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sent::tests {

// The frontend's side: first messages without a type (startup, or a question for encryption), then typed ones.
class FrontendFrames {
 public:
  struct Message {
    enum class Kind {
      encryption_request,  // the server answers with one byte
      startup,
      cancel_request,
      typed,
    };
    Kind kind = Kind::typed;
    char type = '\0';
    std::string bytes;  // the whole message

    // The SQL of a Query or a Parse, else nothing.
    [[nodiscard]] std::string_view sql() const;
  };

  void append(std::string_view bytes) { bytes_ += bytes; }
  [[nodiscard]] std::optional<Message> next();

 private:
  std::string bytes_;
  bool started_ = false;
};

// The backend's side.
class BackendFrames {
 public:
  // The next message is the one byte that answers an encryption request.
  void expect_one_byte() { one_byte_ = true; }
  void append(std::string_view bytes) { bytes_ += bytes; }
  [[nodiscard]] std::optional<std::string> next();

 private:
  std::string bytes_;
  bool one_byte_ = false;
};

}  // namespace sent::tests
