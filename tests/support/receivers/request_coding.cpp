// SPDX-License-Identifier: Apache-2.0

#include "request_coding.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <boost/beast/core/detail/base64.hpp>
#include <memory>

namespace sent::tests {

namespace {

namespace base64 = boost::beast::detail::base64;

constexpr std::size_t max_inflated = 64U << 20U;
const std::string basic = "Basic ";

}  // namespace

std::optional<std::string> gunzip(const std::string& packed) {
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> inflater(
      libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  std::string text(std::min(max_inflated, packed.size() * 1100 + 64), '\0');
  std::size_t size = 0;
  if (libdeflate_gzip_decompress(inflater.get(), packed.data(), packed.size(), text.data(), text.size(), &size) !=
      LIBDEFLATE_SUCCESS) {
    return std::nullopt;
  }
  text.resize(size);
  return text;
}

std::string gzipped(const std::string& text) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> deflater(
      libdeflate_alloc_compressor(1), &libdeflate_free_compressor);
  std::string packed(libdeflate_gzip_compress_bound(deflater.get(), text.size()), '\0');
  packed.resize(libdeflate_gzip_compress(deflater.get(), text.data(), text.size(), packed.data(), packed.size()));
  return packed;
}

std::optional<std::string> plain_body(const RuleRequest& request) {
  return request.header("content-encoding") == "gzip" ? gunzip(request.body) : std::optional(request.body);
}

std::string basic_authorization(const std::string& user_and_password) {
  std::string encoded(base64::encoded_size(user_and_password.size()), '\0');
  encoded.resize(base64::encode(encoded.data(), user_and_password.data(), user_and_password.size()));
  return basic + encoded;
}

std::optional<std::string> basic_credentials(const std::string& authorization) {
  if (!authorization.starts_with(basic)) return std::nullopt;
  const std::string encoded = authorization.substr(basic.size());
  std::string text(base64::decoded_size(encoded.size()), '\0');
  const auto [written, read] = base64::decode(text.data(), encoded.data(), encoded.size());
  if (encoded.find_first_not_of('=', read) != std::string::npos) return std::nullopt;
  text.resize(written);
  return text;
}

RuleRequest posted(const std::string& target, const std::string& key, const std::string& body) {
  RuleRequest request;
  request.target = target;
  request.headers = {{"content-type", "application/json"},
                     {"content-encoding", "gzip"},
                     {"authorization", basic_authorization(key + ":")}};
  request.body = gzipped(body);
  return request;
}

std::vector<std::string> raw_batch_items(std::string_view body) {
  std::vector<std::string> items;
  const std::size_t array = body.find('[', body.find("\"batch\""));
  if (array == std::string_view::npos) return items;
  int depth = 0;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = array + 1; i < body.size(); ++i) {
    const char c = body[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (depth++ == 0) begin = i;
    } else if (c == '}' || c == ']') {
      if (depth == 0) break;
      if (--depth == 0) items.emplace_back(body.substr(begin, i + 1 - begin));
    }
  }
  return items;
}

}  // namespace sent::tests
