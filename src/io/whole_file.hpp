// SPDX-License-Identifier: Apache-2.0

// Files that others read while they are written anew.

#pragma once

#include <string>
#include <string_view>

namespace sent::io {

// Throws Failure(usage) when `path` is there and is no regular file: a device or a pipe would be gone, and what a link
// leads to not be written.
void require_replaceable(const std::string& path, std::string_view purpose);

// Whoever reads `path` meanwhile, or after a crash, finds the text that was there before or all of the new one. What it
// is for completes the message of Failure(usage) when it cannot be written, as in "writing the page". Links are not
// followed.
void write_whole_file(const std::string& path, std::string_view text, std::string_view purpose);

// Whether its folder would allow it; nothing is touched.
[[nodiscard]] bool may_write_whole_file(const std::string& path);

}  // namespace sent::io
