// SPDX-License-Identifier: Apache-2.0

// Asks a receiver whether it is there, outside of any delivery.

#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include "config/config.hpp"
#include "http/connection.hpp"

namespace sent::command::check::receiver {

// Connects to sink.url as a delivery would, through sink.proxy if there is one, with the certificate verified, and
// sends nothing. Blocks at most for sink.connect_timeout. Throws Failure(usage) when sink.url or sink.ca_file cannot be
// used.
[[nodiscard]] std::variant<http::Reached, http::NoReply> reach_receiver(const config::Config::Sink& sink,
                                                                        std::string_view user_agent,
                                                                        std::stop_token stop);

// Whether the file at sink.path can be written to, or made; it is not touched.
[[nodiscard]] bool may_write(const std::string& path);

}  // namespace sent::command::check::receiver
