// SPDX-License-Identifier: Apache-2.0

#include "read/copy_row.hpp"

#include <array>
#include <limits>

#include "fuzz/target.hpp"
#include "model/failure.hpp"

namespace sent::tests {

namespace {

// The rows that the contract's relations are read as: t text, n number, i instant.
constexpr std::array<std::string_view, 5> shapes{"t", "tt", "ttt", "ttn", "ttii"};

constexpr std::int64_t epoch_2000_us = 946'684'800'000'000;
constexpr auto largest = std::numeric_limits<std::int64_t>::max();

template <typename Integer>
void append(std::string& stream, Integer value) {
  for (int shift = 8 * (sizeof value - 1); shift >= 0; shift -= 8) stream += static_cast<char>(value >> shift);
}

std::uint64_t unsigned_at(std::string_view stream, std::size_t begin, std::size_t size) {
  std::uint64_t value = 0;
  for (const char c : stream.substr(begin, size)) value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

// The stream without its header.
std::string_view rows_of(std::string_view stream) {
  if (stream.size() < 19) return {};
  return stream.substr(std::min<std::size_t>(stream.size(), 19 + unsigned_at(stream, 15, 4)));
}

void read_text(read::CopyRow& row, std::string_view stream, std::string& again) {
  const auto text = row.text();
  append(again, text ? static_cast<std::int32_t>(text->size()) : -1);
  if (!text) return;
  require(text->data() >= stream.data() && text->data() + text->size() <= stream.data() + stream.size(),
          "a text is a part of the stream");
  again += *text;
}

void read_number(read::CopyRow& row, std::string& again) {
  const auto number = row.int64();
  append(again, number ? 8 : -1);
  if (number) append(again, *number);
}

void read_instant(read::CopyRow& row, std::string_view rows, std::string& again) {
  const auto instant = row.instant();
  append(again, instant ? 8 : -1);
  if (!instant) return;
  const auto raw = static_cast<std::int64_t>(unsigned_at(rows, again.size(), 8));
  append(again, raw);
  if (*instant == Instant::max())
    require(raw >= largest - epoch_2000_us, "only what is too late is never");
  else if (*instant == Instant::min())
    require(raw == std::numeric_limits<std::int64_t>::min(), "only -infinity is ever");
  else
    require(instant->time_since_epoch().count() - epoch_2000_us == raw, "an instant is counted from 2000");
}

void read_row(read::CopyRow& row, std::string_view shape, std::string_view stream, std::string& again) {
  append(again, static_cast<std::int16_t>(shape.size()));
  for (const char field : shape) {
    if (field == 't') read_text(row, stream, again);
    if (field == 'n') read_number(row, again);
    if (field == 'i') read_instant(row, rows_of(stream), again);
  }
}

}  // namespace

// The first byte chooses the shape. The rows that were read, written again, equal the stream.
void fuzz_copy_row(Bytes bytes) {
  if (bytes.empty()) return;
  const std::string_view shape = shapes[bytes[0] % shapes.size()];
  const std::string_view stream(reinterpret_cast<const char*>(bytes.data()) + 1, bytes.size() - 1);
  std::string again;
  read::CopyRow row({stream.data(), stream.size()});
  try {
    row.skip_header();
    while (row.next(static_cast<std::int16_t>(shape.size()))) read_row(row, shape, stream, again);
  } catch (const Failure& failure) {
    require(failure.code() == ExitCode::database_unavailable, "a malformed row is the database's fault");
  }
  require(rows_of(stream).starts_with(again), "a row is read as it was written");
}

}  // namespace sent::tests
