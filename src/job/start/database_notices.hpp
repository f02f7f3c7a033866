// SPDX-License-Identifier: Apache-2.0

// Logs what the database of the counters says beside its answers.

#pragma once

#include "log/log.hpp"
#include "model/notice.hpp"

namespace sent::job::start {

// Logs each text once, and no more than twenty of them: a function behind a view may speak for every row. `log` must
// outlive it. Thread-safe, and so are its copies.
[[nodiscard]] NoticeSink log_notices(log::Log& log);

}  // namespace sent::job::start
