// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ship/answer/reply_body.hpp"
#include "ship/answer/retry_after.hpp"
#include "text/json_text.hpp"

namespace sent::ship::answer {

namespace {

using Kind = Verdict::Kind;

constexpr std::size_t max_shown_bytes = 512;

// Cut between characters.
std::string_view beginning(std::string_view text) {
  const std::size_t last = text.find_last_not_of("\r\n");
  text = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
  if (text.size() <= max_shown_bytes) return text;
  std::size_t end = max_shown_bytes;
  const auto continues = [&](std::size_t i) { return (text[i] & '\xC0') == '\x80'; };
  while (end > max_shown_bytes - 3 && continues(end)) --end;
  return text.substr(0, end);
}

// No control character reaches a terminal or a log, and only UTF-8 reaches the database. Quotes stay, so an answer in
// JSON remains readable.
std::string shown(std::string_view body) {
  constexpr std::string_view kept = "\"\\";
  std::string_view text = beginning(body);
  std::string escaped;
  while (true) {
    const std::size_t end = std::min(text.find_first_of(kept), text.size());
    std::string part;
    text::append_json_string(part, text.substr(0, end));
    escaped.append(part, 1, part.size() - 2);
    if (end == text.size()) return escaped;
    escaped += text[end];
    text.remove_prefix(end + 1);
  }
}

// Secrets are hidden first: a secret at the cut would otherwise leave its beginning.
std::string reason_for(const http::Reply& reply, const Secrets& secrets) {
  const std::string body = shown(secrets.hidden_in(reply.body));
  return body.empty() ? fmt::format("HTTP {}", reply.status) : fmt::format("HTTP {}: {}", reply.status, body);
}

// 408, 429, 460 and 5xx except 501: as in the official libraries since 2025; see verdict.hpp.
Kind kind_of(int status) {
  switch (status) {
    case 408:
    case 429:
    case 460: return Kind::retry;
    case 403: return Kind::forbid;
    case 401:
    case 404: return Kind::refuse;
    case 400:
    case 413:
    case 422: return Kind::bisect;
    default: return status >= 500 && status < 600 && status != 501 ? Kind::retry : Kind::give_up;
  }
}

// Bytes that are no text say nothing to a reader.
std::string reason_for(const http::Reply& reply, const Flaw& flaw, const Secrets& secrets) {
  const std::string start = fmt::format("HTTP {} with {}", reply.status, flaw.what);
  const std::string body = flaw.is_text ? shown(secrets.hidden_in(reply.body)) : "";
  return body.empty() ? start : fmt::format("{}: {}", start, body);
}

Verdict judge_success(const http::Reply& reply, const Secrets& secrets, SuccessForm success) {
  Verdict verdict;
  if (const auto flaw = find_flaw(reply, success)) {
    verdict.hint = flaw->hint;
    verdict.reason = reason_for(reply, *flaw, secrets);
    return verdict;
  }
  BodyVerdict body = read_success_body(reply.body, reply.body.size() >= http::max_reply_bytes);
  switch (body.kind) {
    case BodyVerdict::Kind::accepted: verdict.kind = Kind::delivered; return verdict;
    case BodyVerdict::Kind::partly:
      verdict.kind = Kind::delivered;
      verdict.rejected_message_ids = std::move(body.message_ids);
      for (const std::string& reason : body.reasons)
        verdict.rejected_reasons.push_back(shown(secrets.hidden_in(reason)));
      break;
    case BodyVerdict::Kind::refused: verdict.kind = Kind::refuse; break;
    case BodyVerdict::Kind::not_taken: verdict.kind = Kind::retry; break;
    case BodyVerdict::Kind::unreadable:
      // Fewer events get a shorter answer.
      verdict.kind = Kind::bisect;
      break;
  }
  verdict.reason = reason_for(reply, secrets);
  return verdict;
}

Verdict judge_reply(const http::Reply& reply, std::chrono::system_clock::time_point now, const Secrets& secrets,
                    SuccessForm success) {
  Verdict verdict;
  if (reply.status >= 200 && reply.status < 300) {
    verdict = judge_success(reply, secrets, success);
  } else {
    verdict.kind = kind_of(reply.status);
    verdict.too_many = reply.status == 429;
    verdict.reason = reason_for(reply, secrets);
  }
  if (verdict.kind == Kind::retry && reply.retry_after) {
    verdict.wait = parse_retry_after(*reply.retry_after, now);
  }
  return verdict;
}

Verdict judge_silence(const http::NoReply& silence, const Secrets& secrets) {
  Verdict verdict;
  verdict.kind = silence.kind == http::NoReply::Kind::unreachable ? Kind::retry : Kind::give_up;
  verdict.reason = describe(silence, secrets);
  return verdict;
}

}  // namespace

std::string describe(const http::Answer& answer, const Secrets& secrets) {
  if (const auto* reply = std::get_if<http::Reply>(&answer)) return reason_for(*reply, secrets);
  return shown(secrets.hidden_in(std::get<http::NoReply>(answer).what));
}

Verdict judge(const http::Answer& answer, std::chrono::system_clock::time_point now, const Secrets& secrets,
              SuccessForm success) {
  if (const auto* reply = std::get_if<http::Reply>(&answer)) return judge_reply(*reply, now, secrets, success);
  return judge_silence(std::get<http::NoReply>(answer), secrets);
}

}  // namespace sent::ship::answer
