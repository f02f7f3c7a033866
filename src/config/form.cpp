// SPDX-License-Identifier: Apache-2.0

#include "config/form.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "config/nesting.hpp"
#include "http/authority.hpp"

namespace sent::config {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::optional<std::string> plain_text(const std::string& text) {
  if (std::ranges::any_of(text, is_control)) return std::nullopt;
  return text;
}

std::optional<std::string> filled_text(const std::string& text) {
  return text.empty() ? std::nullopt : plain_text(text);
}

std::optional<std::string> text_without_spaces(const std::string& text) {
  return text.find(' ') == std::string::npos ? plain_text(text) : std::nullopt;
}

std::optional<std::string> http_url(const std::string& text) {
  if (!text.starts_with("http://") && !text.starts_with("https://")) return std::nullopt;
  const std::string_view authority = http::authority_of(text);
  if (authority.empty() || authority.find('@') != std::string_view::npos) return std::nullopt;
  return text_without_spaces(text);
}

std::optional<std::optional<http::Proxy>> proxy_or_none(const std::string& text) {
  if (text == "none") return std::optional<http::Proxy>();
  const auto proxy = http::parse_proxy(text);
  if (!proxy) return std::nullopt;
  return proxy;
}

std::optional<std::string> compact_object(const std::string& text) {
  if (is_nested_too_deep(text)) return std::nullopt;
  const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<std::vector<std::string>> extra_property_list(const std::string& text) {
  auto items = parse_list(text);
  for (const auto& item : items) {
    const bool known = item == "date" || item == "ownerType";
    if (!known || std::ranges::count(items, item) > 1) return std::nullopt;
  }
  return items;
}

}  // namespace sent::config
