// SPDX-License-Identifier: Apache-2.0

#include "log/colour.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace sent::log {

bool takes_drawing(int descriptor) {
  const char* const kind = std::getenv("TERM");
  return isatty(descriptor) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

bool takes_colour(int descriptor) {
  const char* const wish = std::getenv("NO_COLOR");
  return takes_drawing(descriptor) && (wish == nullptr || *wish == '\0');
}

}  // namespace sent::log
