// SPDX-License-Identifier: Apache-2.0

// A folder in /tmp for the files of one server, usable by the unprivileged user. A guard process waits until this
// process, or another one, ends in any way (exit, crash, SIGKILL). Then it stops the server, whose process id is in a
// file, and removes the folder.

#pragma once

#include <sys/types.h>

#include <string>

namespace sent::tests {

class GuardedFolder {
 public:
  // `pid_file`: relative to the folder; its first line is the server's process id, and the server removes it at its
  // end. `signal`: the name of the signal that stops the server at once.
  GuardedFolder(const std::string& pid_file, const std::string& signal);
  // The same for the folder `path`, which exists and is empty; it outlives this object and lives as long as the process
  // `keeper`.
  GuardedFolder(std::string path, pid_t keeper, const std::string& pid_file, const std::string& signal);
  // Returns when the server is stopped and the folder is gone, unless it has a keeper.
  ~GuardedFolder();
  GuardedFolder(const GuardedFolder&) = delete;
  GuardedFolder& operator=(const GuardedFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  void start_guard(const std::string& pid_file, const std::string& signal);
  void hand_over() const;

  std::string path_;
  std::string keeper_;  // its process id; empty: this process
  pid_t guard_ = -1;
  int lifeline_ = -1;  // the guard's input; held by this process alone
};

}  // namespace sent::tests
