// SPDX-License-Identifier: Apache-2.0

// The transport port on a file, for the preset `file`. Thread-safe.

#pragma once

#include "config/config.hpp"
#include "ship/transport.hpp"

namespace sent::ship::file {

// Appends each event as one line to sink.path; "-" is standard output. All transports of one factory share the file,
// and when post() returns a Reply the batch is synced. Cuts off a torn last line, which a killed process leaves, before
// it writes. Throws Failure(usage) if the file cannot be opened, or is a pipe without a reader.
[[nodiscard]] TransportFactory make_file_transports(const config::Config::Sink& sink);

}  // namespace sent::ship::file
