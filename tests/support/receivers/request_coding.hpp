// SPDX-License-Identifier: Apache-2.0

// How requests are encoded, read the other way. Pure.

#pragma once

#include <optional>
#include <string>

#include "receiver_rules.hpp"

namespace sent::tests {

// Nothing when it is no whole gzip, or unpacks to more than 64 MiB.
[[nodiscard]] std::optional<std::string> gunzip(const std::string& packed);
[[nodiscard]] std::string gzipped(const std::string& text);
// The body as it was before "Content-Encoding: gzip", if it has that.
[[nodiscard]] std::optional<std::string> plain_body(const RuleRequest& request);

// The header Authorization of HTTP basic authentication.
[[nodiscard]] std::string basic_authorization(const std::string& user_and_password);
// What such a header says, decoded; nothing for any other header.
[[nodiscard]] std::optional<std::string> basic_credentials(const std::string& authorization);

// A post of `body` as the program sends it: JSON, gzip, basic authentication by `key`.
[[nodiscard]] RuleRequest posted(const std::string& target, const std::string& key, const std::string& body);

// The elements of the array "batch" of `body`, each with its exact text; those that are no objects or arrays are left
// out.
[[nodiscard]] std::vector<std::string> raw_batch_items(std::string_view body);

}  // namespace sent::tests
