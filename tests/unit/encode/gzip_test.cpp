// SPDX-License-Identifier: Apache-2.0

#include "encode/gzip.hpp"

#include <gtest/gtest.h>
#include <libdeflate.h>

namespace sent::tests {
namespace {

std::string unpacked(const std::string& packed, std::size_t size) {
  libdeflate_decompressor* const inflater = libdeflate_alloc_decompressor();
  std::string text(size, '\0');
  EXPECT_EQ(libdeflate_gzip_decompress(inflater, packed.data(), packed.size(), text.data(), size, nullptr),
            LIBDEFLATE_SUCCESS);
  libdeflate_free_decompressor(inflater);
  return text;
}

TEST(Gzip, RoundTripsAgainAndAgain) {
  encode::Gzip gzip(1);
  for (const std::string& text : {std::string("x"), std::string(500'000, 'y'), std::string("{\"a\":1}")}) {
    EXPECT_EQ(unpacked(gzip.compress(text), text.size()), text);
  }
}

TEST(Gzip, HasNoTimeInItsHeader) {
  const std::string packed = encode::Gzip(6).compress("text");
  EXPECT_EQ(packed.substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
  EXPECT_EQ(packed, encode::Gzip(6).compress("text"));
}

TEST(Gzip, RejectsLevelsOutOfRange) { EXPECT_THROW(encode::Gzip(13), std::invalid_argument); }

}  // namespace
}  // namespace sent::tests
