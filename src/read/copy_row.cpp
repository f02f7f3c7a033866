// SPDX-License-Identifier: Apache-2.0

#include "read/copy_row.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <limits>

#include "model/failure.hpp"

namespace sent::read {

namespace {

constexpr std::string_view signature{"PGCOPY\n\377\r\n\0", 11};
constexpr std::int64_t epoch_2000_us = 946'684'800'000'000;

[[noreturn]] void malformed(std::string_view what) {
  throw Failure(ExitCode::database_unavailable, fmt::format("reading a row of binary COPY: {}", what),
                "run again to read it anew: something between here and the server changed it", Failure::Cause::passing);
}

template <typename Integer>
Integer from_network_order(Integer value) {
  if constexpr (sizeof(Integer) == 2) return static_cast<Integer>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
  if constexpr (sizeof(Integer) == 4) return static_cast<Integer>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
  return static_cast<Integer>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
}

static_assert(std::endian::native == std::endian::little);

}  // namespace

const char* CopyRow::take(std::size_t size) {
  if (size > bytes_.size()) malformed("it ends in the middle of a field");
  const char* const begin = bytes_.data();
  bytes_ = bytes_.subspan(size);
  return begin;
}

template <typename Integer>
Integer CopyRow::integer() {
  Integer value;
  std::memcpy(&value, take(sizeof value), sizeof value);
  return from_network_order(value);
}

void CopyRow::skip_header() {
  if (std::string_view(take(signature.size()), signature.size()) != signature) {
    malformed("the stream does not begin with the format's signature");
  }
  (void)integer<std::int32_t>();
  const auto extension = integer<std::int32_t>();
  if (extension < 0) malformed("its header has a negative length");
  (void)take(static_cast<std::size_t>(extension));
}

bool CopyRow::next(std::int16_t fields) {
  if (bytes_.empty()) return false;
  const auto count = integer<std::int16_t>();
  if (count == -1) return false;
  if (count != fields) malformed(fmt::format("it has {} fields instead of {}", count, fields));
  return true;
}

std::optional<std::string_view> CopyRow::text() {
  const auto length = integer<std::int32_t>();
  if (length == -1) return std::nullopt;
  if (length < 0) malformed("a field has a negative length");
  return std::string_view(take(static_cast<std::size_t>(length)), static_cast<std::size_t>(length));
}

std::optional<std::int64_t> CopyRow::int64() {
  const auto length = integer<std::int32_t>();
  if (length == -1) return std::nullopt;
  if (length != 8) malformed("a number is not 8 bytes long");
  return integer<std::int64_t>();
}

std::optional<Instant> CopyRow::instant() {
  const auto value = int64();
  if (!value) return std::nullopt;
  constexpr auto infinity = std::numeric_limits<std::int64_t>::max();
  if (*value > infinity - epoch_2000_us) return Instant::max();
  if (*value == std::numeric_limits<std::int64_t>::min()) return Instant::min();
  return Instant{std::chrono::microseconds{*value + epoch_2000_us}};
}

}  // namespace sent::read
