// SPDX-License-Identifier: Apache-2.0

// The forms that settings can have: what a text must look like, and which member of Config receives its value. `place`
// is a function from Config& to that member.

#pragma once

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "config/config.hpp"
#include "config/parse_value.hpp"
#include "text/integer.hpp"

namespace sent::config {

// The TOML type that a setting accepts besides a string.
enum class SettingKind { text, integer, share, size, duration, boolean, time_of_day, list, object };

// Thrown by Store. The message says what the value must be: "true or false".
class InvalidValue : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using Store = std::function<void(Config&, const std::string& text)>;

struct Form {
  SettingKind kind;
  std::string expected;  // "a whole number from 1 to 100"
  Store store;
  std::vector<std::string> choices = {};  // every possible text, if there are only a few
};

// Each returns the value of an acceptable text, and nothing for any other text. Pure.
[[nodiscard]] std::optional<std::string> plain_text(const std::string& text);   // without control characters
[[nodiscard]] std::optional<std::string> filled_text(const std::string& text);  // plain and not empty
[[nodiscard]] std::optional<std::string> text_without_spaces(const std::string& text);
[[nodiscard]] std::optional<std::string> http_url(const std::string& text);
// The inner value is absent for "none".
[[nodiscard]] std::optional<std::optional<http::Proxy>> proxy_or_none(const std::string& text);
[[nodiscard]] std::optional<std::string> compact_object(const std::string& text);
[[nodiscard]] std::optional<std::vector<std::string>> extra_property_list(const std::string& text);

template <typename Member>
concept Optional = requires(Member member) {
  member.reset();
};

// An empty text leaves an optional member absent.
template <typename Place, typename Parse>
Form make_form(SettingKind kind, std::string expected, Place place, Parse parse) {
  return {kind, expected, [expected, place, parse](Config& config, const std::string& text) {
            using Member = std::remove_reference_t<decltype(place(config))>;
            if constexpr (Optional<Member>) {
              if (text.empty()) return place(config).reset();
            }
            auto value = parse(text);
            if (!value) throw InvalidValue(expected);
            place(config) = static_cast<Member>(*std::move(value));
          }};
}

// Parses as `parse` does, and accepts only values from `smallest` to `largest`.
template <typename Parse, typename Bound>
auto bounded(Parse parse, Bound smallest, Bound largest) {
  return [=](const std::string& text) {
    const auto value = parse(text);
    return value && *value >= smallest && *value <= largest ? value : std::nullopt;
  };
}

Form integer_form(auto place, std::uint64_t smallest, std::uint64_t largest) {
  return make_form(SettingKind::integer, fmt::format("a whole number from {} to {}", smallest, largest), place,
                   bounded(&text::parse_integer, smallest, largest));
}

Form share_form(auto place) {
  return make_form(SettingKind::share, "a number from 0 to 1, such as 0.5", place, &parse_share);
}

Form size_form(auto place, std::uint64_t smallest, std::uint64_t largest) {
  return make_form(SettingKind::size, fmt::format("a size such as 20000 or 64MiB, from {} to {}", smallest, largest),
                   place, bounded(&parse_size, smallest, largest));
}

// No duration is longer than a leap year, so that adding one to a time cannot overflow.
Form duration_form(auto place, std::chrono::milliseconds smallest) {
  constexpr std::chrono::milliseconds largest = std::chrono::hours{366 * 24};
  return make_form(SettingKind::duration,
                   fmt::format("a duration such as 500ms, 3s or 2h, from {}ms to 366d", smallest.count()), place,
                   bounded(&parse_duration, smallest, largest));
}

}  // namespace sent::config
