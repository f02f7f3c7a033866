// SPDX-License-Identifier: Apache-2.0

#include "text/json_text.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <random>

namespace sent::tests {
namespace {

std::string json_of(std::string_view text) {
  std::string json;
  text::append_json_string(json, text);
  return json;
}

std::string json_of(std::int64_t number) {
  std::string json;
  text::append_json_number(json, number);
  return json;
}

TEST(JsonText, EscapesWhatJsonRequires) {
  EXPECT_EQ(json_of("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(json_of("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(json_of(std::string_view("\0\x1f\x7f", 3)), R"("\u0000\u001f\u007f")");
  EXPECT_EQ(json_of("\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0"), "\"\\u0080\\u009b\\u009f\xc2\xa0\"")
      << "terminals obey these too";
}

TEST(JsonText, KeepsUtf8) { EXPECT_EQ(json_of("é日😀"), "\"é日😀\""); }

TEST(JsonText, ReplacesInvalidUtf8) {
  EXPECT_EQ(json_of("a\xff"
                    "b"),
            "\"a\xef\xbf\xbd"
            "b\"");
  EXPECT_EQ(json_of("\xc0\xaf"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
  EXPECT_EQ(json_of("\xed\xa0\x80").size(), 2U + 9U);
}

TEST(JsonText, WritesEvery64BitInteger) {
  EXPECT_EQ(json_of(std::int64_t{0}), "0");
  EXPECT_EQ(json_of(std::int64_t{9007199254740993}), "9007199254740993");
  EXPECT_EQ(json_of(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
  EXPECT_EQ(json_of(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
}

// For any bytes the result is JSON, and UTF-8 text is read back unchanged.
TEST(JsonText, AgreesWithAnIndependentParser) {
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (unsigned i = 0; i < random() % 12; ++i) text += static_cast<char>(random() % 256);
    const auto parsed = nlohmann::json::parse(json_of(text), nullptr, false);
    ASSERT_TRUE(parsed.is_string());
    const auto again = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::ignore);
    if (again.find("\xef\xbf\xbd") == std::string::npos && nlohmann::json::parse(again) == text) {
      EXPECT_EQ(parsed.get<std::string>(), text);
    }
  }
}

}  // namespace
}  // namespace sent::tests
