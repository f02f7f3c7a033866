// SPDX-License-Identifier: Apache-2.0

// Encodes and decodes requests. Pure.

#pragma once

#include <optional>
#include <string>

#include "receiver_rules.hpp"

namespace sent::tests {

// Empty if it is not a complete gzip, or unpacks to more than 64 MiB.
[[nodiscard]] std::optional<std::string> gunzip(const std::string& packed);
[[nodiscard]] std::string gzipped(const std::string& text);
// The body, unpacked if it has "Content-Encoding: gzip".
[[nodiscard]] std::optional<std::string> plain_body(const RuleRequest& request);

// The header Authorization of HTTP basic authentication.
[[nodiscard]] std::string basic_authorization(const std::string& user_and_password);
// The decoded value of such a header; empty for any other header.
[[nodiscard]] std::optional<std::string> basic_credentials(const std::string& authorization);

// A post of `body` as the program sends it: JSON, gzip, basic authentication by `key`.
[[nodiscard]] RuleRequest posted(const std::string& target, const std::string& key, const std::string& body);

// The elements of the array "batch" of `body`, each with its exact text; elements that are neither objects nor arrays
// are left out.
[[nodiscard]] std::vector<std::string> raw_batch_items(std::string_view body);

}  // namespace sent::tests
