// SPDX-License-Identifier: Apache-2.0

#include "text/visible_text.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "text/utf8.hpp"

namespace sent::tests {
namespace {

TEST(VisibleText, KeepsPrintableText) {
  EXPECT_EQ(text::visible("web-app é 日 😀 שלום \"<&>\""), "web-app é 日 😀 שלום \"<&>\"");
  EXPECT_EQ(text::visible(""), "");
}

TEST(VisibleText, EscapesControlCharacters) {
  EXPECT_EQ(text::visible("a\nb\tc\x1b[31m\x7f"), "a\\nb\\x09c\\x1b[31m\\x7f");
  EXPECT_EQ(text::visible("\xc2\x9b[m"), "\\x9b[m");
  EXPECT_EQ(text::visible(std::string_view("\0", 1)), "\\x00");
}

TEST(VisibleText, EscapesDirectionMarksAndLineSeparators) {
  EXPECT_EQ(text::visible("a\u202eb\u2066c\u200fd\u2028e\ufefff"),
            "a\\u{202e}b\\u{2066}c\\u{200f}d\\u{2028}e\\u{feff}f");
}

TEST(VisibleText, EscapesNoncharacters) {
  EXPECT_EQ(text::visible("\uffff\ufdd0\U0001fffe"), "\\u{ffff}\\u{fdd0}\\u{1fffe}");
}

TEST(VisibleText, EscapesBytesThatAreNotUtf8) {
  EXPECT_EQ(text::visible("a\xff"
                          "b\xc3"),
            "a\\xffb\\xc3");
  EXPECT_EQ(text::visible("\xed\xa0\x80"), "\\xed\\xa0\\x80");
}

TEST(VisibleText, IsPrintableUtf8ForAnyBytes) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (std::size_t i = 0; i < 12; ++i) bytes += static_cast<char>(random());
    const std::string text = text::visible(bytes);
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t length = text::sequence_length(std::string_view(text).substr(i));
      ASSERT_GT(length, 0U);
      ASSERT_FALSE(static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7f);
      i += length;
    }
  }
}

TEST(VisibleText, JsonKeepsItsMeaning) {
  const std::string text = "a\x7f\xc2\x9b\xe2\x80\xae\xef\xbf\xbe\xc3\xa9\xf0\x9f\xbf\xbe\n";
  const std::string json = text::visible_json(nlohmann::json{text}.dump(2));
  EXPECT_EQ(json, "[\n  \"a\\u007f\\u009b\\u202e\\ufffe\xc3\xa9\xf0\x9f\xbf\xbe\\n\"\n]");
  EXPECT_EQ(nlohmann::json::parse(json)[0], text);
}

}  // namespace
}  // namespace sent::tests
