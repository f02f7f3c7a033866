// SPDX-License-Identifier: Apache-2.0

#include "log/log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>

#include "log/colour.hpp"
#include "text/visible_text.hpp"

namespace sent::log {

namespace {

constexpr std::size_t longest_text = 16 * 1024;

// A name in the database may be of any length.
std::string_view beginning(std::string_view text) { return text.substr(0, longest_text); }

std::string time_now() {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
                     (now - seconds).count());
}

// A message of several lines, such as configuration errors, stays one record: all lines but the first are
// indented, so that none looks like a record.
std::string visible_lines(std::string_view whole) {
  std::string_view text = beginning(whole);
  std::string result;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    result += text::visible(text.substr(0, end)) + "\n";
    text.remove_prefix(end + 1);
    if (!text.starts_with("  ")) result += "  ";
  }
  return result + text::visible(text);
}

std::string field_text(const LogField& field) {
  if (const auto* number = std::get_if<std::int64_t>(&field.value)) return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&field.value)) return fmt::format("{:.3f}", *number);
  if (std::holds_alternative<std::nullptr_t>(field.value)) return "-";
  const std::string_view text = beginning(std::get<std::string>(field.value));
  const bool plain = !text.empty() && text.find_first_of(" \"=\\") == std::string_view::npos;
  if (plain) return text::visible(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return text::visible(quoted) + "\"";
}

std::string coloured(std::string_view level) {
  const std::string_view colour = level == "error" ? "31" : level == "warn" ? "33" : "2";
  return fmt::format("\x1b[{}m{:<5}\x1b[0m", colour, level);
}

bool is_absent_hint(const LogField& field) {
  return field.key == "hint" && std::holds_alternative<std::nullptr_t>(field.value);
}

std::string text_line(std::string_view level, std::string_view message, std::initializer_list<LogField> fields,
                      bool colour) {
  std::string line = fmt::format("{} {} {}", time_now(), colour ? coloured(level) : fmt::format("{:<5}", level),
                                 visible_lines(message));
  std::string hint;
  for (const auto& field : fields) {
    if (is_absent_hint(field)) continue;
    if (field.key == "hint") {
      hint = fmt::format("\n  hint: {}", text::visible(beginning(std::get<std::string>(field.value))));
    } else {
      line += fmt::format(" {}={}", field.key, field_text(field));
    }
  }
  return line + hint;
}

std::string json_line(std::string_view level, std::string_view message, std::initializer_list<LogField> fields) {
  nlohmann::ordered_json record{{"time", time_now()}, {"level", level}, {"message", beginning(message)}};
  for (const auto& field : fields) {
    if (is_absent_hint(field)) continue;
    auto& value = record[std::string(field.key)];
    if (const auto* text = std::get_if<std::string>(&field.value)) {
      value = beginning(*text);
    } else {
      std::visit([&](const auto& other) { value = other; }, field.value);
    }
  }
  return text::visible_json(record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::trace: return spdlog::level::trace;
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warn: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
    case LogLevel::off: return spdlog::level::off;
  }
  return spdlog::level::info;
}

// The width of standard error; nothing if it is not a terminal that can be drawn on.
std::optional<std::size_t> terminal_columns() {
  if (!takes_drawing(STDERR_FILENO)) return std::nullopt;
  winsize size{};
  const bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col - 1U : 79U;
}

}  // namespace

class Log::Impl {
 public:
  Impl(LogFormat format, LogLevel level)
      : format_(format), logger_("", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_pattern("%v");
    logger_.set_level(level_of(level));
    logger_.flush_on(spdlog::level::trace);
    const auto columns = format == LogFormat::text ? terminal_columns() : std::nullopt;
    if (logger_.should_log(spdlog::level::info)) columns_ = columns;
    colour_ = columns && takes_colour(STDERR_FILENO);
  }

  [[nodiscard]] std::optional<std::size_t> columns() const { return columns_; }

  void draw(std::string_view line) {
    std::lock_guard lock(mutex_);
    if (!columns_ || drawn_ == line) return;
    drawn_ = line;
    show();
  }

  void write(spdlog::level::level_enum level, std::string_view name, std::string_view message,
             std::initializer_list<LogField> fields) {
    if (!logger_.should_log(level)) return;
    const std::string line =
        format_ == LogFormat::json ? json_line(name, message, fields) : text_line(name, message, fields, colour_);
    std::lock_guard lock(mutex_);
    if (!drawn_.empty()) std::fputs(erase, stderr);
    logger_.log(level, spdlog::string_view_t(line.data(), line.size()));
    if (!drawn_.empty()) show();
  }

 private:
  static constexpr const char* erase = "\r\x1b[K";

  void show() {
    std::fputs((erase + drawn_).c_str(), stderr);
    std::fflush(stderr);
  }

  LogFormat format_;
  spdlog::logger logger_;
  std::optional<std::size_t> columns_;
  bool colour_ = false;
  std::mutex mutex_;
  std::string drawn_;
};

Log::Log(LogFormat format, LogLevel level) : impl_(std::make_unique<Impl>(format, level)) {}
Log::~Log() = default;

std::optional<std::size_t> Log::columns() const { return impl_->columns(); }
void Log::draw(std::string_view line) { impl_->draw(line); }

void Log::info(std::string_view message, std::initializer_list<LogField> fields) {
  impl_->write(spdlog::level::info, "info", message, fields);
}
void Log::warn(std::string_view message, std::initializer_list<LogField> fields) {
  impl_->write(spdlog::level::warn, "warn", message, fields);
}
void Log::error(std::string_view message, std::initializer_list<LogField> fields) {
  impl_->write(spdlog::level::err, "error", message, fields);
}

}  // namespace sent::log
