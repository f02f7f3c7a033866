// SPDX-License-Identifier: Apache-2.0

// Commands that start, stop and prepare the real servers of tests.

#pragma once

#include <string>

namespace sent::tests {

// A loopback port that nobody listens on at the moment. Another process may take it before it is bound.
[[nodiscard]] int free_port();

// `command` as it is run by the user `postgres`, for servers that refuse to run as root.
[[nodiscard]] std::string as_unprivileged(const std::string& command);

// Runs a shell command, whose output is discarded and which inherits no file of this process: a server
// that it starts would keep a test's sockets open.
[[nodiscard]] bool succeeds(const std::string& command);

}  // namespace sent::tests
