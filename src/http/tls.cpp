// SPDX-License-Identifier: Apache-2.0

#include "http/tls.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <new>

namespace sent::http {

namespace {

std::string last_error() {
  const unsigned long error = ERR_get_error();
  if (ERR_SYSTEM_ERROR(error)) return std::strerror(ERR_GET_REASON(error));
  const char* const reason = ERR_reason_error_string(error);
  return reason == nullptr ? "unknown" : reason;
}

// SSL_set_tlsext_host_name() without the cast in its macro.
bool name_server(SSL* session, std::string& host) {
  return SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) == 1;
}

bool expect_certificate_of(SSL* session, std::string& host) {
  X509_VERIFY_PARAM* const rules = SSL_get0_param(session);
  // The subject's common name is free text, and not checked by every authority (RFC 9525, section 2).
  X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  if (X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1) return true;
  return X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size()) == 1 && name_server(session, host);
}

UnreadableCertificates unreadable(const std::optional<std::string>& ca_file, std::string_view why) {
  return {fmt::format("reading certificates from {}: {}", ca_file.value_or("the system"), why)};
}

// OpenSSL reads a device without end.
bool is_irregular(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

std::chrono::sys_seconds end_of(const X509* certificate) {
  std::tm utc{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &utc) != 1) return std::chrono::sys_seconds::min();
  return std::chrono::sys_seconds{std::chrono::seconds{timegm(&utc)}};
}

}  // namespace

std::variant<TlsContext, UnreadableCertificates> make_tls_context(const std::optional<std::string>& ca_file) {
  if (ca_file && is_irregular(*ca_file)) return unreadable(ca_file, "not a regular file");
  TlsContext context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  if (context == nullptr) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  ERR_clear_error();
  const int loaded = ca_file ? SSL_CTX_load_verify_locations(context.get(), ca_file->c_str(), nullptr)
                             : SSL_CTX_set_default_verify_paths(context.get());
  if (loaded == 1) return context;
  return unreadable(ca_file, last_error());
}

wire::TlsSession make_tls_session(const TlsContext& context, std::string host) {
  // "host." is the same name as "host", but neither certificates nor SNI (RFC 6066, section 3) contain the dot.
  if (host.ends_with('.')) host.pop_back();
  if (host.empty()) return nullptr;
  wire::TlsSession session(SSL_new(context.get()));
  if (session == nullptr) throw std::bad_alloc();
  const bool named = expect_certificate_of(session.get(), host);
  ERR_clear_error();
  return named ? std::move(session) : nullptr;
}

// By OpenSSL's result, because Asio's callback cannot tell a wrong name from other faults.
std::optional<std::string> certificate_fault(const ssl_st* session) {
  const long result = SSL_get_verify_result(session);
  if (result == X509_V_OK) return std::nullopt;
  return X509_verify_cert_error_string(result);
}

std::chrono::sys_seconds trusted_until(const ssl_st* session) {
  auto first_end = std::chrono::sys_seconds::max();
  const STACK_OF(X509)* const chain = SSL_get0_verified_chain(session);
  for (int i = 0; i < sk_X509_num(chain); ++i) first_end = std::min(first_end, end_of(sk_X509_value(chain, i)));
  return first_end;
}

}  // namespace sent::http
