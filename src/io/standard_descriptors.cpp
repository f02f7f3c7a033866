// SPDX-License-Identifier: Apache-2.0

#include "io/standard_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace sent::io {

void open_standard_descriptors() {
  // The lowest free number is given, so that each gets its own in this order.
  for (const auto& [descriptor, mode] : std::array<std::pair<int, int>, 3>{
           {{STDIN_FILENO, O_WRONLY}, {STDOUT_FILENO, O_RDONLY}, {STDERR_FILENO, O_WRONLY}}}) {
    if (::fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    if (::open("/dev/null", mode) != descriptor) ::_exit(1);
  }
}

}  // namespace sent::io
