// SPDX-License-Identifier: Apache-2.0

#include "certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <stdexcept>

namespace sent::tests {

namespace {

constexpr long hour = 3600;

void require(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(std::string("making a certificate: ") + what);
}

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;
using File = std::unique_ptr<std::FILE, CloseFile>;

Key make_key() {
  Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  require(key != nullptr, "key");
  return key;
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  require(extension != nullptr, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Certificate make_certificate(EVP_PKEY* key, const char* name, int serial, long valid_until) {
  Certificate made(X509_new());
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -48 * hour);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), valid_until);
  X509_set_pubkey(made.get(), key);
  X509_NAME* subject = X509_get_subject_name(made.get());
  const std::string text(name);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(text.data()), -1, -1,
                             0);
  return made;
}

void write_files(const TlsFiles& files, X509* certificate, EVP_PKEY* key) {
  const File certificate_file(std::fopen(files.certificate.c_str(), "w"));
  require(certificate_file && PEM_write_X509(certificate_file.get(), certificate) == 1, "writing");
  const File key_file(std::fopen(files.key.c_str(), "w"));
  require(key_file && PEM_write_PrivateKey(key_file.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "writing");
}

}  // namespace

struct Certificates::Pair {
  Key key;
  Certificate certificate;
};

Certificates::Certificates() : authority_(std::make_unique<Pair>()) {
  authority_->key = make_key();
  EVP_PKEY* const key = authority_->key.get();
  authority_->certificate = make_certificate(key, "test authority", 1, 101 * 24 * hour);
  X509* const made = authority_->certificate.get();
  X509_set_issuer_name(made, X509_get_subject_name(made));
  add_extension(made, made, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(made, made, NID_key_usage, "critical,keyCertSign,cRLSign");
  require(X509_sign(made, key, EVP_sha256()) > 0, "signing");
  write_files({ca_file(), directory_.file("ca-key.pem")}, made, key);
}

Certificates::~Certificates() = default;

TlsFiles Certificates::server(const AlternativeNames& names) { return issue(names, true, 24 * hour); }

TlsFiles Certificates::server_for(int days, const AlternativeNames& names) {
  return issue(names, true, days * 24 * hour);
}

TlsFiles Certificates::expired(const AlternativeNames& names) { return issue(names, true, -hour); }

TlsFiles Certificates::self_signed(const AlternativeNames& names) { return issue(names, false, 24 * hour); }

TlsFiles Certificates::without_alternative_names(const std::string& common_name) {
  return issue({}, true, 24 * hour, common_name);
}

TlsFiles Certificates::issue(const AlternativeNames& names, bool by_authority, long valid_until,
                             const std::string& common_name) {
  const Key key = make_key();
  const int serial = ++issued_ + 1;
  const Certificate made = make_certificate(key.get(), common_name.c_str(), serial, valid_until);
  X509* const issuer = by_authority ? authority_->certificate.get() : made.get();
  X509_set_issuer_name(made.get(), X509_get_subject_name(issuer));
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ",") + name;
  if (!joined.empty()) add_extension(made.get(), issuer, NID_subject_alt_name, joined);
  EVP_PKEY* const signer = by_authority ? authority_->key.get() : key.get();
  require(X509_sign(made.get(), signer, EVP_sha256()) > 0, "signing");
  const std::string stem = "server-" + std::to_string(serial);
  TlsFiles files{directory_.file(stem + ".pem"), directory_.file(stem + "-key.pem")};
  write_files(files, made.get(), key.get());
  return files;
}

}  // namespace sent::tests
