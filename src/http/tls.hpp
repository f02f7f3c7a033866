// SPDX-License-Identifier: Apache-2.0

// The client's side of TLS: whom to trust, and whether the certificate is the server's. http/wire moves the bytes.

#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "http/wire/tls_step.hpp"

struct ssl_ctx_st;

namespace sent::http {

// Connections may share one. Thread-safe.
using TlsContext = std::shared_ptr<ssl_ctx_st>;

struct UnreadableCertificates {
  std::string what;  // what was attempted, on what: what came back
};

// Trusts the certificates in `ca_file`, a PEM file, or else the system's.
[[nodiscard]] std::variant<TlsContext, UnreadableCertificates> make_tls_context(
    const std::optional<std::string>& ca_file);

// For one handshake with `host`, a name or an address that the certificate must be for; null if it is neither. Only the
// certificate's alternative names count. A dot at the end of `host` does not.
[[nodiscard]] wire::TlsSession make_tls_session(const TlsContext& context, std::string host);

// After a handshake that failed: what is wrong with the certificate, if the certificate is the cause.
[[nodiscard]] std::optional<std::string> certificate_fault(const ssl_st* session);

// After a handshake: when the first certificate of the chain expires.
[[nodiscard]] std::chrono::sys_seconds trusted_until(const ssl_st* session);

}  // namespace sent::http
