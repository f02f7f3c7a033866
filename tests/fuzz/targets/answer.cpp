// SPDX-License-Identifier: Apache-2.0

#include "fuzz/input.hpp"
#include "fuzz/text_checks.hpp"
#include "ship/answer/retry_after.hpp"
#include "ship/answer/verdict.hpp"

namespace sent::tests {

namespace {

using Kind = ship::answer::Verdict::Kind;

constexpr std::size_t longest_reason = 6 * 512 + 32;  // every character escaped

void check_printable(const std::string& reason) {
  require(reason.size() <= longest_reason, "a reason is short");
  require(!has_controls(reason) && is_utf8(reason), "a reason can be printed and stored");
}

void check_kind(const ship::answer::Verdict& verdict, const http::Reply& reply) {
  const bool success = reply.status >= 200 && reply.status < 300;
  // A name may be written with escapes.
  const bool bad_news = reply.body.find("false") != std::string::npos ||
                        reply.body.find("error") != std::string::npos || reply.body.find('\\') != std::string::npos;
  const bool like_json = reply.body.find_first_of("{[") != std::string::npos;
  const bool like_text = is_utf8(reply.body) && !has_controls(reply.body) && reply.body.find('<') == std::string::npos;
  const bool good_news = !bad_news && !like_json && like_text && reply.body.size() < http::max_reply_bytes;
  require(verdict.kind != Kind::delivered || success, "only a 2xx delivers");
  require(verdict.kind == Kind::delivered || !(success && good_news), "a 2xx delivers unless its body denies it");
  const bool refused = reply.status == 401 || reply.status == 404;
  require((verdict.kind == Kind::refuse) == refused || success, "credentials are refused by 401 and 404");
  require((verdict.kind == Kind::forbid) == (reply.status == 403), "403 may mean credentials or an event");
  const bool rejected = reply.status == 400 || reply.status == 413 || reply.status == 422;
  require((verdict.kind == Kind::bisect) == rejected || success, "events are refused by 400, 413 and 422");
}

void check_details(const ship::answer::Verdict& verdict) {
  require(verdict.rejected_message_ids.size() == verdict.rejected_reasons.size(), "each event has its reason");
  require(verdict.rejected_message_ids.empty() || verdict.kind == Kind::delivered, "the others are delivered");
  check_printable(verdict.reason);
  for (const std::string& reason : verdict.rejected_reasons) check_printable(reason);
  if (!verdict.wait) return;
  require(verdict.kind == Kind::retry, "only what is sent again waits");
  require(verdict.wait->count() >= 0 && *verdict.wait <= ship::answer::max_retry_after,
          "a wait is neither negative nor endless");
}

}  // namespace

// The status, the Retry-After header, and the body.
void fuzz_answer(Bytes bytes) {
  FuzzInput input(bytes);
  http::Reply reply;
  reply.status = input.number<int>();
  const std::string_view retry_after = input.line();
  if (!retry_after.empty()) reply.retry_after = retry_after;
  reply.body = input.rest();
  const ship::answer::Verdict verdict =
      ship::answer::judge(reply, std::chrono::sys_days{std::chrono::year{2026} / 3 / 10}, {});
  check_kind(verdict, reply);
  check_details(verdict);
  check_printable(ship::answer::judge(http::NoReply{http::NoReply::Kind::unreachable, reply.body}, {}, {}).reason);
}

}  // namespace sent::tests
