// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/html.hpp"

#include "text/visible_text.hpp"

namespace sent::command::status::page {

namespace {

std::string escaped(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {c};
  }
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string html;
  for (const char c : text::visible(text)) html += escaped(c);
  return html;
}

std::string isolated(std::string_view text) {
  constexpr std::size_t length_that_fits = 60;
  const std::string html = html_text(text);
  return text.size() <= length_that_fits ? "<bdi>" + html + "</bdi>" : "<bdi title=\"" + html + "\">" + html + "</bdi>";
}

}  // namespace sent::command::status::page
