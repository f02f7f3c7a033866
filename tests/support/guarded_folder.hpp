// A folder for the files of one server, in /tmp, that the unprivileged user may use, and a guard process which
// waits for the end of this process, whatever that is (exit, crash, SIGKILL), stops the server by the
// process id in its file and removes the folder.

#pragma once

#include <sys/types.h>

#include <string>

namespace sent::tests {

class GuardedFolder {
 public:
  // `pid_file`: relative to the folder; its first line is the server's process id, and the server removes it at its
  // end. `signal`: the name of the one that stops the server at once.
  GuardedFolder(const std::string& pid_file, const std::string& signal);
  // Returns when the server is stopped and the folder is gone.
  ~GuardedFolder();
  GuardedFolder(const GuardedFolder&) = delete;
  GuardedFolder& operator=(const GuardedFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  void start_guard(const std::string& pid_file, const std::string& signal);

  std::string path_;
  pid_t guard_ = -1;
  int lifeline_ = -1;  // the guard's input; held by this process alone
};

}  // namespace sent::tests
