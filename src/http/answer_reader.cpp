// SPDX-License-Identifier: Apache-2.0

#include "http/answer_reader.hpp"

#include <array>
#include <boost/beast/http.hpp>

namespace sent::http {

namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::uint32_t max_proxy_head_bytes = 8 * 1024;
// What is read and not parsed yet, such as the extension of a chunk, which has no limit of its own.
constexpr std::size_t max_unread_bytes = 2 * max_head_bytes;

std::string text_of(http::error error) { return http::make_error_code(error).message(); }

bool says_keep_alive(const http::fields& head) {
  return http::token_list(head[http::field::connection]).exists("keep-alive") ||
         http::token_list(head[http::field::proxy_connection]).exists("keep-alive");
}

// Many servers send "HTTP/1.1 200" without the blank that RFC 9112 (section 4) requires, and clients accept it; Beast
// does not.
void complete_status_line(std::string& text) {
  constexpr std::string_view shortest = "HTTP/1.1 200";
  if (text.size() > shortest.size() && text.starts_with("HTTP/1.") && text[shortest.size()] == '\r')
    text.insert(shortest.size(), " ");
}

template <typename Parser>
ReadAnswer answer_of(const Parser& parser) {
  const auto& head = parser.get();
  ReadAnswer answer;
  answer.reply.status = static_cast<int>(head.result_int());
  answer.phrase = head.reason();
  answer.reply.content_type = head[http::field::content_type];
  const auto wait = head.find(http::field::retry_after);
  if (wait != head.end()) answer.reply.retry_after.emplace(wait->value());
  answer.keeps_alive = parser.is_done() && parser.keep_alive();
  answer.says_keep_alive = says_keep_alive(head);
  return answer;
}

}  // namespace

// Reads until the answer is complete, or the parser's buffer for its body is full: then returns false.
template <typename Parser>
bool AnswerReader::parse(Parser& parser, wire::Stream& stream, const wire::Attempt& attempt) {
  std::array<char, 16 * 1024> block;
  bool consumed = false;
  bool ended = false;
  while (!parser.is_done()) {
    error_code error = http::error::need_more;
    if (!unread_.empty()) {
      if (!consumed) complete_status_line(unread_);
      const std::size_t used = parser.put(boost::asio::buffer(unread_), error);
      consumed = consumed || used > 0;
      unread_.erase(0, used);
    }
    if (error == http::error::need_buffer) return false;
    if (error && error != http::error::need_more) attempt.fail_by_peer(error.message());
    if (!error && (!unread_.empty() || parser.is_done())) continue;
    if (unread_.size() >= max_unread_bytes) attempt.fail_by_peer(text_of(http::error::buffer_overflow));
    const std::size_t got = stream.read(block, attempt);
    began_ = began_ || got > 0;
    unread_.append(block.data(), got);
    ended = got == 0;
    if (!ended) continue;
    if (!parser.got_some()) attempt.fail_by_peer(text_of(http::error::end_of_stream));
    parser.put_eof(error);
    if (error) attempt.fail_by_peer(error.message());
  }
  return true;
}

ReadAnswer AnswerReader::read(wire::Stream& stream, const wire::Attempt& attempt,
                              const std::optional<wire::Broken>& not_sent) {
  while (true) {
    std::string body(max_reply_bytes, '\0');
    http::response_parser<http::buffer_body> parser;
    parser.eager(true);
    parser.header_limit(max_head_bytes);
    parser.body_limit(boost::none);
    parser.get().body().data = body.data();
    parser.get().body().size = body.size();
    try {
      (void)parse(parser, stream, attempt);
    } catch (const wire::Broken& end) {
      // The body matters only for a success. That of a refusal may break off, because the server did not read the whole
      // request.
      if (end.by_peer && not_sent && !parser.is_header_done()) throw wire::Broken(*not_sent);
      if (!end.by_peer || !parser.is_header_done() || parser.get().result_int() < 300) throw;
    }
    if (parser.get().result_int() / 100 == 1) continue;  // "100 Continue" and the like come before the answer
    ReadAnswer answer = answer_of(parser);
    body.resize(body.size() - parser.get().body().size);
    answer.reply.body = std::move(body);
    return answer;
  }
}

ReadAnswer AnswerReader::read_head(wire::Stream& stream, const wire::Attempt& attempt) {
  while (true) {
    http::response_parser<http::empty_body> parser;
    parser.skip(true);
    parser.header_limit(max_proxy_head_bytes);
    (void)parse(parser, stream, attempt);
    if (parser.get().result_int() / 100 != 1) return answer_of(parser);
  }
}

}  // namespace sent::http
