// How long to go on asking a database that fails for a reason that may pass.

#pragma once

#include <functional>
#include <string>

namespace sent {

// Called after each failed attempt, numbered from 1, with what came back. Waits, and says whether to ask again.
using Patience = std::function<bool(int failed_attempts, const std::string& because)>;

inline const Patience no_patience = [](int, const std::string&) { return false; };

}  // namespace sent
