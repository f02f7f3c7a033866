// SPDX-License-Identifier: Apache-2.0

// How many files and connections the process may open. Thread-safe.

#pragma once

#include <cstddef>
#include <string_view>

namespace sent::io {

// Makes sure that `count` more can be opened: raises the soft limit (ulimit -n) as far as the hard one allows. Throws
// Failure(usage) if that is not enough: `purpose` completes "opening files and connections for".
void require_descriptors(std::size_t count, std::string_view purpose);

// Whether an errno says that no more can be opened.
[[nodiscard]] bool is_descriptor_limit(int error);
// Throws Failure(unexpected): `attempted` is what needed one, as in "connecting to host".
[[noreturn]] void report_missing_descriptors(std::string_view attempted, int error);

}  // namespace sent::io
