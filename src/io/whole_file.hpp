// SPDX-License-Identifier: Apache-2.0

// Replaces files that other programs may be reading. Thread-safe.

#pragma once

#include <string>
#include <string_view>

namespace sent::io {

// Throws Failure(usage) if `path` exists and is not a regular file: replacing it would remove a device or a pipe, and
// would not write the target of a link.
void require_replaceable(const std::string& path, std::string_view purpose);

// Who may read a new file.
enum class Readers { owner, everyone };

// Every reader of `path`, meanwhile or after a crash, sees either the old text or the whole new one. A file of the same
// owner that is replaced keeps its permissions. `purpose` begins the message of the Failure(usage) that it throws if it
// cannot write, as in "writing the page". Does not follow links.
void write_whole_file(const std::string& path, std::string_view text, std::string_view purpose,
                      Readers readers = Readers::owner);

// Whether the permissions of its folder allow a new file. Changes nothing.
[[nodiscard]] bool may_create_file(const std::string& path);

}  // namespace sent::io
