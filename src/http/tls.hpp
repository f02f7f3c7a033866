// SPDX-License-Identifier: Apache-2.0

// TLS as its client: whom to trust, and that the certificate is the receiver's. Its source alone includes
// OpenSSL's TLS; the bytes are moved by ship/connection.cpp.

#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace sent::http {

// Shared by all connections of a transport; thread-safe.
using TlsContext = std::shared_ptr<ssl_ctx_st>;

// Trusts the certificates in `ca_file`, a PEM file, or the system's when that is empty. Throws
// Failure(usage) when they cannot be read.
[[nodiscard]] TlsContext make_tls_context(const std::string& ca_file);

struct FreeTlsSession {
  void operator()(ssl_st* session) const;
};
using TlsSession = std::unique_ptr<ssl_st, FreeTlsSession>;

// For one handshake with `host`, a name or an address, for which the certificate must be; null when it is
// neither.
[[nodiscard]] TlsSession make_tls_session(const TlsContext& context, std::string host);

// After a handshake that failed: what is wrong with the certificate; nothing when it is not that.
[[nodiscard]] std::optional<std::string> certificate_fault(const ssl_st* session);

// After a handshake: when the first of the certificates that make this one trusted ends.
[[nodiscard]] std::chrono::sys_seconds trusted_until(const ssl_st* session);

}  // namespace sent::http
