// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/status_page.hpp"

#include <gtest/gtest.h>

#include "command/status/page/style_sheet.hpp"
#include "support/files/golden.hpp"
#include "support/samples/sample_status.hpp"

namespace sent::tests {
namespace {

std::string without_style(std::string page) {
  const std::size_t place = page.find(command::status::page::style_sheet);
  EXPECT_NE(place, std::string::npos);
  return page.replace(place, command::status::page::style_sheet.size(), "/* style_sheet.css */\n");
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

TEST(StatusPage, ShowsEveryState) {
  expect_golden("tests/golden/status.html", without_style(command::status::page::status_page(week_of_each_state())));
}

TEST(StatusPage, LoadsNothing) {
  for (const command::status::report::Status& status : {week_of_each_state(), usual_days(400), zero_days(1)}) {
    const std::string page = command::status::page::status_page(status);
    for (const char* part : {"http:", "https:", "url(", "@import", "<script", "<link", "<img", " src="}) {
      EXPECT_EQ(page.find(part), std::string::npos) << part;
    }
  }
}

TEST(StatusPage, ShowsNamesAsText) {
  const std::string page = command::status::page::status_page(hostile_names());
  EXPECT_EQ(count(page, "<script"), 0U);
  EXPECT_EQ(count(page, "<bdi>&quot; onmouseover=&quot;alert(3)</bdi>"), 1U);
  EXPECT_EQ(count(page, "\\u{202e}gnp.exe\\u{2066}"), 1U);
  EXPECT_EQ(count(page, "\u202e"), 0U);
}

TEST(StatusPage, HasEachDayInCalendarAndTable) {
  const std::string page = command::status::page::status_page(usual_days(400));
  EXPECT_EQ(count(page, "<a class=\"day "), 400U);
  EXPECT_EQ(count(page, "<tr id=\"day-"), 400U);
  EXPECT_EQ(count(page, "<table class=\"month\">"), 14U);
}

TEST(StatusPage, HasASentenceInEachEmptySection) {
  command::status::report::Status status = zero_days(1);
  EXPECT_EQ(count(command::status::page::status_page(status), "class=\"empty\""), 3U);
  status.by_day.clear();
  EXPECT_EQ(count(command::status::page::status_page(status), "There are no days to show."), 2U);
}

}  // namespace
}  // namespace sent::tests
