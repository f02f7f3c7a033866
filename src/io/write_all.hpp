// SPDX-License-Identifier: Apache-2.0

// write(2), until everything is written.

#pragma once

#include <string_view>

namespace sent::io {

// Writes all of `text`; false leaves errno. Waits for a descriptor that another process has made non-blocking.
// Thread-safe.
[[nodiscard]] bool write_all(int descriptor, std::string_view text) noexcept;

}  // namespace sent::io
