// SPDX-License-Identifier: Apache-2.0

// Text in the language of manual pages: man(7) and, below it, roff(7).

#pragma once

#include <string>
#include <string_view>

namespace sent::manual::roff {

// Every character stands for itself, at the start of a line too.
[[nodiscard]] std::string plain(std::string_view text);
[[nodiscard]] std::string bold(std::string_view text);
[[nodiscard]] std::string italic(std::string_view text);
// Prose: what stands between backticks is bold; each sentence begins a line, and lines are short, as man(7) asks for.
[[nodiscard]] std::string prose(std::string_view text);

// A page from its head on, macro by macro. What is named `set` is roff already, all other texts are not.
class Page {
 public:
  // `date` is an ISO day, `manual` the name of the manual's section. No word is broken, as names are to be copied.
  Page(std::string_view title, int section, std::string_view date, std::string_view manual);

  void section(std::string_view heading);
  void subsection(std::string_view heading);
  void paragraph(std::string_view text);
  // A line by itself.
  void set_line(std::string_view set);
  // A paragraph with a tag before it.
  void item(std::string_view set_tag, std::string_view text);
  // Lines as they are.
  void example(std::string_view lines);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace sent::manual::roff
