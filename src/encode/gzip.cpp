// SPDX-License-Identifier: Apache-2.0

#include "encode/gzip.hpp"

#include <libdeflate.h>

#include <new>
#include <stdexcept>

namespace sent::encode {

void Gzip::Free::operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }

Gzip::Gzip(int level) : compressor_(libdeflate_alloc_compressor(level)) {
  if (level < 1 || level > 12) throw std::invalid_argument("gzip level not from 1 to 12");
  if (!compressor_) throw std::bad_alloc();
}

std::string Gzip::compress(std::string_view text) {
  std::string out(libdeflate_gzip_compress_bound(compressor_.get(), text.size()), '\0');
  const std::size_t size =
      libdeflate_gzip_compress(compressor_.get(), text.data(), text.size(), out.data(), out.size());
  if (size == 0) throw std::logic_error("gzip output exceeds its own bound");
  out.resize(size);
  return out;
}

}  // namespace sent::encode
