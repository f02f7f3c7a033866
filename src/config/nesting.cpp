// SPDX-License-Identifier: Apache-2.0

#include "config/nesting.hpp"

#include <algorithm>
#include <vector>

namespace sent::config {

namespace {

// The rest of `text` behind the comment or string with which it begins. A string that spans lines may end in up to five
// quotes, of which the last three are its end.
std::string_view behind_string(std::string_view text) {
  const char quote = text.front();
  const bool spans_lines = text.size() > 2 && text[1] == quote && text[2] == quote;
  const std::string_view end = text.substr(0, spans_lines ? 3 : 1);
  std::size_t i = end.size();
  while (i < text.size() && !text.substr(i).starts_with(end) && (spans_lines || text[i] != '\n'))
    i += text[i] == '\\' && quote == '"' ? 2 : 1;
  if (i < text.size() && text[i] == '\n') return text.substr(i);
  i = std::min(i + end.size(), text.size());
  for (int more = 0; spans_lines && more < 2 && i < text.size() && text[i] == quote; ++more) ++i;
  return text.substr(i);
}

// The levels around one place of a TOML text.
class Levels {
 public:
  [[nodiscard]] std::size_t depth() const { return depth_; }

  void pass(char c) {
    switch (c) {
      case '.': add(1); break;
      case '[':
      case '{':
        of_brackets_.push_back(0);
        add(1);
        break;
      case ']':
      case '}': close(); break;
      case ',': forget(); break;
      case '\n':
        if (of_brackets_.size() == 1) forget();
        break;
      default: break;
    }
  }

 private:
  void add(std::size_t levels) {
    of_brackets_.back() += levels;
    depth_ += levels;
  }
  // The keys since the last bracket or comma.
  void forget() {
    const std::size_t bracket = of_brackets_.size() > 1 ? 1 : 0;
    depth_ -= of_brackets_.back() - bracket;
    of_brackets_.back() = bracket;
  }
  void close() {
    if (of_brackets_.size() == 1) return;
    depth_ -= of_brackets_.back();
    of_brackets_.pop_back();
  }

  std::vector<std::size_t> of_brackets_{0};  // the levels since each bracket that is open, it included
  std::size_t depth_ = 0;
};

}  // namespace

std::optional<std::size_t> line_nested_too_deep(std::string_view toml) {
  Levels levels;
  const std::string_view whole = toml;
  while (!toml.empty()) {
    const char c = toml.front();
    if (c == '"' || c == '\'') {
      toml = behind_string(toml);
    } else if (c == '#') {
      toml.remove_prefix(std::min(toml.find('\n'), toml.size()));
    } else {
      toml.remove_prefix(1);
      levels.pass(c);
    }
    if (levels.depth() > deepest_toml)
      return 1 + static_cast<std::size_t>(std::count(whole.begin(), whole.end() - toml.size(), '\n'));
  }
  return std::nullopt;
}

bool is_nested_too_deep(std::string_view json) {
  std::size_t depth = 0;
  while (!json.empty()) {
    const char c = json.front();
    if (c == '"') {
      // JSON has no strings that span lines: two quotes are an empty one.
      json = json.starts_with("\"\"") ? json.substr(2) : behind_string(json);
      continue;
    }
    json.remove_prefix(1);
    if ((c == '[' || c == '{') && ++depth > deepest_json) return true;
    if ((c == ']' || c == '}') && depth > 0) --depth;
  }
  return false;
}

}  // namespace sent::config
