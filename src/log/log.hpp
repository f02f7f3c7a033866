// SPDX-License-Identifier: Apache-2.0

// Structured log on standard error, as text or as one JSON object per line. What cannot be written is lost.
//
// The stages return values or throw; docs/architecture.md says which folders log. A record is a fixed sentence and
// fields; of each text it keeps 16 KiB. Control characters in a field never reach the terminal or break the line. As
// text, the field `hint` has its own line; an absent hint is left out. Never pass a secret or a whole body.
// Thread-safe.

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sent::log {

enum class LogFormat { text, json };
enum class LogLevel { trace, debug, info, warn, error, off };

struct LogField {
  std::string_view key;
  std::variant<std::string, std::int64_t, double, std::nullptr_t> value;  // null: unknown; `-` as text

  LogField(std::string_view k, std::string_view v) : key(k), value(std::string(v)) {}
  LogField(std::string_view k, double v) : key(k), value(v) {}
  template <std::integral T>
  LogField(std::string_view k, T v) : key(k), value(static_cast<std::int64_t>(v)) {}
  template <typename T>
  LogField(std::string_view k, const std::optional<T>& v) : key(k), value(nullptr) {
    if (v) value = LogField(k, *v).value;
  }
};

class Log {
 public:
  Log(LogFormat format, LogLevel level);
  ~Log();

  // The width of a line that can be drawn. Nothing if standard error is not a terminal, or if the log is JSON or shows
  // only warnings.
  [[nodiscard]] std::optional<std::size_t> columns() const;
  // Shows `line` below all records until the next call replaces it; an empty one removes it. REQUIRES: columns().
  void draw(std::string_view line);

  void info(std::string_view message, std::initializer_list<LogField> fields = {});
  void warn(std::string_view message, std::initializer_list<LogField> fields = {});
  void error(std::string_view message, std::initializer_list<LogField> fields = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::log
