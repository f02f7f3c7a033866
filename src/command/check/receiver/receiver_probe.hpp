// SPDX-License-Identifier: Apache-2.0

// Finds out whether a receiver can be reached, without delivering anything. Thread-safe.

#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include "config/config.hpp"
#include "http/connection.hpp"

namespace sent::command::check::receiver {

// Connects to sink.url as a delivery would: through sink.proxy, if set, and verifying the certificate. Sends nothing,
// and blocks for at most sink.connect_timeout. Throws Failure(usage) if sink.url or sink.ca_file cannot be used.
[[nodiscard]] std::variant<http::Reached, http::NoReply> reach_receiver(const config::Config::Sink& sink,
                                                                        std::string_view user_agent,
                                                                        std::stop_token stop);

// Whether the file at `path` can be written or created; "-" always can. Changes nothing.
[[nodiscard]] bool may_write(const std::string& path);

}  // namespace sent::command::check::receiver
