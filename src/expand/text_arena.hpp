// Keeps many small texts in few large blocks. Views stay valid as long as the arena lives.

#pragma once

#include <cstring>
#include <memory_resource>
#include <string_view>

namespace sent {

// Not thread-safe.
class TextArena {
 public:
  [[nodiscard]] std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    char* const copy = static_cast<char*>(blocks_.allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

 private:
  std::pmr::monotonic_buffer_resource blocks_{64 * 1024};
};

}  // namespace sent
