// SPDX-License-Identifier: Apache-2.0

// Certificates made at run time, written as PEM files into a temporary directory.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "support/files/temporary_directory.hpp"

struct evp_pkey_st;
struct x509_st;

namespace sent::tests {

struct TlsFiles {
  std::string certificate;
  std::string key;
};

// Subject alternative names as OpenSSL writes them: "DNS:localhost", "IP:127.0.0.1".
using AlternativeNames = std::vector<std::string>;

// One authority and what it issues. The files live as long as this.
class Certificates {
 public:
  Certificates();
  ~Certificates();

  [[nodiscard]] std::string ca_file() const { return directory_.file("ca.pem"); }
  [[nodiscard]] TlsFiles server(const AlternativeNames& names);
  // Valid for so many days from now, at most the authority's hundred.
  [[nodiscard]] TlsFiles server_for(int days, const AlternativeNames& names);
  [[nodiscard]] TlsFiles expired(const AlternativeNames& names);
  [[nodiscard]] TlsFiles self_signed(const AlternativeNames& names);
  // With the name as the subject's common name only, as before 2000.
  [[nodiscard]] TlsFiles without_alternative_names(const std::string& common_name);

 private:
  struct Pair;
  [[nodiscard]] TlsFiles issue(const AlternativeNames& names, bool by_authority, long valid_until,
                               const std::string& common_name = "test server");

  TemporaryDirectory directory_;
  std::unique_ptr<Pair> authority_;
  int issued_ = 0;
};

}  // namespace sent::tests
