// SPDX-License-Identifier: Apache-2.0

// Text in the language of manual pages: man(7) on top of roff(7). Pure, except that a page is built in place.

#pragma once

#include <string>
#include <string_view>

namespace sent::manual::roff {

// Every character stands for itself, also at the start of a line.
[[nodiscard]] std::string plain(std::string_view text);
[[nodiscard]] std::string bold(std::string_view text);
[[nodiscard]] std::string italic(std::string_view text);
// Prose: text between backticks is bold; each sentence begins a line, and lines are short, as man(7) asks for.
[[nodiscard]] std::string prose(std::string_view text);

// Builds a page macro by macro; its head is the first. A parameter named `set…` is roff already; every other text is
// plain.
class Page {
 public:
  // `date` is an ISO day, `manual` the name of the manual's section. Words are not hyphenated, so that names can be
  // copied.
  Page(std::string_view title, int section, std::string_view date, std::string_view manual);

  void section(std::string_view heading);
  void subsection(std::string_view heading);
  void paragraph(std::string_view text);
  // One line.
  void set_line(std::string_view set);
  // A paragraph with a tag before it.
  void item(std::string_view set_tag, std::string_view text);
  // Lines, unchanged.
  void example(std::string_view lines);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace sent::manual::roff
