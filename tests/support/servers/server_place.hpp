// SPDX-License-Identifier: Apache-2.0

// Places for servers that the test processes of one ctest use in turn, because to make a PostgreSQL cluster takes
// longer than most tests. Two processes never share a place: a process takes a free one, or makes one, and has it to
// itself until it ends. A place that a process leaves by crashing is not used again.

#pragma once

#include <optional>
#include <string>

namespace sent::tests {

// Not thread-safe.
class ServerPlace {
 public:
  // Nothing unless this process is one of ctest's tests, which SENT_SERVER_PLACES=ctest says.
  [[nodiscard]] static std::optional<ServerPlace> of_this_ctest();

  ServerPlace(ServerPlace&& other) noexcept;
  ServerPlace& operator=(ServerPlace&&) = delete;
  // Leaves the place unusable, unless it was given back.
  ~ServerPlace();

  // The folder for the server's files. It is to live as long as ctest does: the parent of this process.
  [[nodiscard]] const std::string& path() const { return path_; }
  // The port of the server that runs there; nothing when the place is new.
  [[nodiscard]] std::optional<int> port() const { return port_; }
  // For the next process, as soon as this one ends.
  void give_back(int port) const;

 private:
  ServerPlace(std::string path, int lock, std::optional<int> port);
  [[nodiscard]] static std::optional<ServerPlace> make(const std::string& path);
  [[nodiscard]] static std::optional<ServerPlace> take(const std::string& path);

  std::string path_;
  int lock_;  // the descriptor of a file; locked until this process ends
  std::optional<int> port_;
};

}  // namespace sent::tests
