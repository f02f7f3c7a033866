// SPDX-License-Identifier: Apache-2.0

// Commands that start, stop and prepare the real servers of tests.

#pragma once

#include <string>

namespace sent::tests {

// A loopback port that is free at the moment. Another process may bind it first.
[[nodiscard]] int free_port();

// One word of a shell command, whatever characters are in `text`.
[[nodiscard]] std::string shell_word(const std::string& text);

// `command`, run as the user `postgres`, for servers that refuse to run as root.
[[nodiscard]] std::string as_unprivileged(const std::string& command);

// Runs a shell command and discards its output. It inherits no file of this process, because a server that it starts
// would keep a test's sockets open.
[[nodiscard]] bool succeeds(const std::string& command);

}  // namespace sent::tests
