// SPDX-License-Identifier: Apache-2.0

// Compresses request bodies.

#pragma once

#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace sent::encode {

// The same text and level always give the same bytes: the header has no time and no name. Keeps its working memory
// between calls. Not thread-safe.
class Gzip {
 public:
  // `level` from 1 (fast) to 12 (small).
  explicit Gzip(int level);

  // A complete gzip member (RFC 1952).
  [[nodiscard]] std::string compress(std::string_view text);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
};

}  // namespace sent::encode
