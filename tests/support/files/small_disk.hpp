// SPDX-License-Identifier: Apache-2.0

// A file system with little space: a tmpfs in a mount namespace that ends with the test process, so that nothing stays
// mounted. Root needs the right to mount; other users need unprivileged user namespaces.

#pragma once

#include <sys/types.h>

#include <string>

#include "support/files/temporary_directory.hpp"

namespace sent::tests {

class SmallDisk {
 public:
  // One mebibyte with `free_kibibytes` free (a multiple of 4).
  explicit SmallDisk(int free_kibibytes);
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  // False if mounting is not permitted.
  [[nodiscard]] bool is_mounted() const { return mounted_; }
  // A path that reaches into the namespace from any process of this user.
  [[nodiscard]] std::string file(const std::string& name) const;
  // Frees the space that was used from the start.
  void free_space();

 private:
  void start_keeper();

  TemporaryDirectory mount_point_;
  pid_t keeper_ = -1;  // the process that keeps the namespace
  int lifeline_ = -1;  // its input; held by this process alone
  bool mounted_ = false;
};

}  // namespace sent::tests
