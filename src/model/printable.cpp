#include "model/printable.hpp"

#include <fmt/format.h>

namespace sent {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// U+0080 to U+009F in UTF-8, which terminals obey as well.
bool is_c1_control(std::string_view text) {
  return text.size() > 1 && text[0] == '\xc2' &&
         (static_cast<unsigned char>(text[1]) & 0xe0U) == 0x80;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      result += "\\n";
    } else if (is_control(text[i])) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
    } else if (is_c1_control(text.substr(i))) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace sent
