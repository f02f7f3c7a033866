// SPDX-License-Identifier: Apache-2.0

// Connects to the first address that answers (RFC 8305, "Happy Eyeballs").

#pragma once

#include <span>

#include "http/wire/attempt.hpp"
#include "http/wire/name_lookup.hpp"
#include "http/wire/socket.hpp"

namespace sent::http::wire {

// How long an address is tried alone. Then the next one is tried too, and the first that connects wins.
inline constexpr std::chrono::milliseconds connection_attempt_delay{250};

// Tries the addresses in their order; the next one at once if one fails. Throws Broken, with why the last one failed,
// if all of them do, or the patience ends. Throws Failure(unexpected) if the process may not open a socket.
// Thread-safe.
[[nodiscard]] Socket dial(std::span<const Address> addresses, const Attempt& attempt);

}  // namespace sent::http::wire
