#include "encode/message_id.hpp"

// The plain SHA-1 functions cost a third of what EVP does for such short names.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <algorithm>

namespace sent {

namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::string_view unit_separator = "\x1f";

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_hyphen_place(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

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

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid uuid{};
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hyphen_place(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = digit_value(text[i]);
    if (value < 0) return std::nullopt;
    uuid[nibble / 2] = static_cast<std::uint8_t>(uuid[nibble / 2] << 4U | static_cast<unsigned>(value));
    ++nibble;
  }
  return uuid;
}

std::string to_string(const Uuid& uuid) {
  std::string text;
  text.reserve(36);
  for (const std::uint8_t byte : uuid) {
    if (is_hyphen_place(text.size())) text += '-';
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

Uuid name_based_uuid(const Uuid& name_space, std::string_view name) { return digest(name_space, name); }

Uuid message_id(const Uuid& name_space, std::string_view day, std::string_view source_id,
                std::string_view user_id) {
  return digest(name_space, day, unit_separator, source_id, unit_separator, user_id);
}

}  // namespace sent
