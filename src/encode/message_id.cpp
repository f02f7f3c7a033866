// SPDX-License-Identifier: Apache-2.0

#include "encode/message_id.hpp"

// The plain SHA-1 functions cost a third of what EVP does for such short names.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <algorithm>

namespace sent::encode {

namespace {

constexpr std::string_view unit_separator = "\x1f";

template <typename... Parts>
Uuid digest(const Uuid& name_space, Parts... parts) {
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, name_space.data(), name_space.size());
  (SHA1_Update(&context, parts.data(), parts.size()), ...);
  std::array<std::uint8_t, SHA_DIGEST_LENGTH> hash;
  SHA1_Final(hash.data(), &context);
  Uuid uuid;
  std::copy_n(hash.begin(), uuid.size(), uuid.begin());
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0fU) | 0x50U);
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3fU) | 0x80U);
  return uuid;
}

}  // namespace

Uuid name_based_uuid(const Uuid& name_space, std::string_view name) { return digest(name_space, name); }

Uuid message_id(const Uuid& name_space, std::string_view day, std::string_view source_id, std::string_view user_id) {
  return digest(name_space, day, unit_separator, source_id, unit_separator, user_id);
}

}  // namespace sent::encode
