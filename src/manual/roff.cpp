// SPDX-License-Identifier: Apache-2.0

#include "manual/roff.hpp"

#include <fmt/format.h>

#include <sstream>

namespace sent::manual::roff {

namespace {

constexpr std::size_t line_width = 78;

// Characters that mean something else to roff or its output devices.
std::string_view sequence_for(char c) {
  switch (c) {
    case '\\': return "\\(rs";
    case '-': return "\\-";
    case '\'': return "\\(aq";
    case '`': return "\\(ga";
    case '"': return "\\(dq";
    case '^': return "\\(ha";
    case '~': return "\\(ti";
    default: return {};
  }
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto sequence = sequence_for(c);
    if (sequence.empty()) result += c;
    result += sequence;
  }
  return result;
}

bool ends_sentence(std::string_view word) { return word.ends_with('.'); }

// Words → lines that roff does not mistake for requests.
std::string filled(std::string_view set) {
  std::istringstream words{std::string(set)};
  std::string lines;
  std::size_t column = 0;
  bool sentence_ended = false;
  for (std::string word; words >> word;) {
    const bool breaks = sentence_ended || column + 1 + word.size() > line_width;
    if (column > 0) lines += breaks ? '\n' : ' ';
    column = (breaks || column == 0 ? 0 : column + 1) + word.size();
    lines += word.front() == '.' ? "\\&" + word : word;
    sentence_ended = ends_sentence(word);
  }
  return lines;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string result;
  bool starts_line = true;
  for (const char c : escaped(text)) {
    if (c == '.' && starts_line) result += "\\&";
    result += c;
    starts_line = c == '\n';
  }
  return result;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", escaped(text)); }

std::string italic(std::string_view text) { return fmt::format("\\fI{}\\fR", escaped(text)); }

std::string prose(std::string_view text) {
  std::string set;
  for (bool in_bold = false; !text.empty(); in_bold = !in_bold) {
    const auto end = text.find('`');
    const auto part = text.substr(0, end);
    set += in_bold ? bold(part) : escaped(part);
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return filled(set);
}

Page::Page(std::string_view title, int section, std::string_view date, std::string_view manual)
    : text_(fmt::format(".TH \"{}\" \"{}\" \"{}\" \"sent\\-source\\-data {}\" \"{}\"\n.nh\n.ad l\n", plain(title),
                        section, date, SENT_VERSION, plain(manual))) {}

void Page::section(std::string_view heading) { text_ += fmt::format(".SH \"{}\"\n", plain(heading)); }

void Page::subsection(std::string_view heading) { text_ += fmt::format(".SS \"{}\"\n", plain(heading)); }

void Page::paragraph(std::string_view text) { text_ += fmt::format(".PP\n{}\n", prose(text)); }

void Page::set_line(std::string_view set) { text_ += fmt::format("{}\n", set); }

void Page::item(std::string_view set_tag, std::string_view text) {
  text_ += fmt::format(".TP\n{}\n{}\n", set_tag, prose(text));
}

void Page::example(std::string_view lines) { text_ += fmt::format(".RS 4\n.nf\n{}\n.fi\n.RE\n", plain(lines)); }

}  // namespace sent::manual::roff
