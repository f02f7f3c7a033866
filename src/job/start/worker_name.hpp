// SPDX-License-Identifier: Apache-2.0

// The name of this process in the ledger. Thread-safe.

#pragma once

#include <string>

namespace sent::job::start {

// Host, process and a random part, because two containers may share the other two. Each call returns another name.
[[nodiscard]] std::string worker_name();

}  // namespace sent::job::start
