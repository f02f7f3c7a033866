// SPDX-License-Identifier: Apache-2.0

// Places for servers that the test processes of one ctest use in turn, because making a PostgreSQL cluster takes longer
// than most tests. Two processes never share a place: a process uses a free one, or makes one, until it ends. If it
// crashes, its place is not reused.

#pragma once

#include <optional>
#include <string>

namespace sent::tests {

// Not thread-safe.
class ServerPlace {
 public:
  // Empty unless SENT_SERVER_PLACES=ctest says that ctest runs this process.
  [[nodiscard]] static std::optional<ServerPlace> of_this_ctest();

  ServerPlace(ServerPlace&& other) noexcept;
  ServerPlace& operator=(ServerPlace&&) = delete;
  // Makes the place unusable, unless it was released.
  ~ServerPlace();

  // The folder for the server's files. It must live as long as ctest, the parent of this process.
  [[nodiscard]] const std::string& path() const { return path_; }
  // The port of the running server; empty if the place is new.
  [[nodiscard]] std::optional<int> port() const { return port_; }
  // Releases the place to the next process when this one ends.
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
