// SPDX-License-Identifier: Apache-2.0

#include "manual/roff.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(Roff, EscapesEveryCharacterOfAText) {
  EXPECT_EQ(manual::roff::plain("--dry-run"), "\\-\\-dry\\-run");
  EXPECT_EQ(manual::roff::plain("C:\\a \"b\" 'c' ~^`"), "C:\\(rsa \\(dqb\\(dq \\(aqc\\(aq \\(ti\\(ha\\(ga");
  EXPECT_EQ(manual::roff::plain(".profile\n.SH a.b"), "\\&.profile\n\\&.SH a.b");
  EXPECT_EQ(manual::roff::bold("-h"), "\\fB\\-h\\fR");
}

TEST(Roff, ProseHasShortLinesAndOneSentencePerLine) {
  EXPECT_EQ(manual::roff::prose("One is `bold`.\nTwo\nis not."), "One is \\fBbold\\fR.\nTwo is not.");
  const std::string lines = manual::roff::prose(std::string(30, 'a') + " " + std::string(40, 'b') + " .c");
  EXPECT_EQ(lines, std::string(30, 'a') + " " + std::string(40, 'b') + " \\&.c");
  EXPECT_EQ(manual::roff::prose(std::string(78, 'a') + " .c"), std::string(78, 'a') + "\n\\&.c");
}

TEST(Roff, APageHasAHead) {
  manual::roff::Page page("A-B", 5, "2026-11-28", "File Formats");
  page.section("NAME");
  page.item(manual::roff::bold("x"), "A text.");
  EXPECT_EQ(page.text(), ".TH \"A\\-B\" \"5\" \"2026-11-28\" \"sent\\-source\\-data " SENT_VERSION
                         "\" \"File Formats\"\n.nh\n.ad l\n.SH \"NAME\"\n.TP\n\\fBx\\fR\nA text.\n");
}

}  // namespace
}  // namespace sent::tests
