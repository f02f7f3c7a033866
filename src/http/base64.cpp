// SPDX-License-Identifier: Apache-2.0

#include "http/base64.hpp"

#include <openssl/evp.h>

namespace sent::http {

std::string base64(std::string_view text) {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::string encoded((text.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()), bytes, static_cast<int>(text.size()));
  encoded.resize(static_cast<std::size_t>(size));
  return encoded;
}

std::string basic_credentials(std::string_view user_and_password) { return "Basic " + base64(user_and_password); }

}  // namespace sent::http
