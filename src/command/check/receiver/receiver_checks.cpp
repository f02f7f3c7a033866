// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/receiver_checks.hpp"

#include <fmt/format.h>

#include "config/preset.hpp"
#include "http/endpoint.hpp"
#include "model/day.hpp"
#include "ship/answer/refusal_hint.hpp"
#include "ship/answer/silence_hints.hpp"
#include "ship/answer/verdict.hpp"
#include "ship/receiver_endpoint.hpp"

namespace sent::command::check::receiver {

namespace {

using std::chrono::days;
using std::chrono::system_clock;

constexpr days days_to_renew{14};

std::string_view hint_for(const http::NoReply& silence) {
  switch (silence.kind) {
    case http::NoReply::Kind::untrusted: return ship::answer::untrusted_hint;
    case http::NoReply::Kind::barred: return ship::answer::barred_hint;
    default:
      return "check sink.url, and that its name resolves and its port can be reached from here, or through sink.proxy";
  }
}

checklist::Check judge_certificate(const http::Reached& reached, system_clock::time_point now) {
  constexpr std::string_view name = "receiver_tls";
  if (!reached.trusted_until) {
    return checklist::warned(name, "http: events and the write key travel unencrypted",
                             "set sink.url to the receiver's https address");
  }
  const auto left = std::chrono::floor<days>(*reached.trusted_until - now);
  const Day last{std::chrono::floor<days>(*reached.trusted_until)};
  const std::string message = fmt::format("the certificate is trusted for {} days, until {}", left.count(), iso(last));
  if (left >= days_to_renew) return checklist::passed(name, message);
  return checklist::warned(name, message,
                           "ask the operator of the receiver to renew it, or renew the authority in sink.ca_file");
}

checklist::Check accepted(const config::Config::Sink& sink, const std::string& answer) {
  const std::string_view more =
      config::is_segment(sink.preset)
          ? "; Segment answers this to any key, so look for the event in the source's debugger"
          : "";
  return checklist::passed("test_event", fmt::format("\"Sent Source Data Test\" was accepted: {}{}", answer, more));
}

}  // namespace

checklist::Checks judge_receiver(const config::Config::Sink& sink,
                                 const std::variant<http::Reached, http::NoReply>& reached,
                                 system_clock::time_point now) {
  if (const auto* silence = std::get_if<http::NoReply>(&reached)) {
    return {checklist::failed("receiver", ExitCode::receiver_unavailable,
                              ship::answer::describe(*silence, ship::answer::Secrets(sink)),
                              std::string(hint_for(*silence))),
            checklist::skipped("receiver_tls", "the receiver was not reached")};
  }
  const http::Endpoint endpoint = ship::make_endpoint(sink, "");
  return {
      checklist::passed("receiver", "connected to " + (endpoint.relays() ? endpoint.first_hop() : endpoint.server())),
      judge_certificate(std::get<http::Reached>(reached), now)};
}

checklist::Check judge_file(const std::string& path, bool may_write) {
  if (may_write)
    return checklist::passed("receiver",
                             path == "-" ? "events go to standard output" : "events go to the file " + path);
  return checklist::failed("receiver", ExitCode::usage,
                           fmt::format("the file {} can be neither written nor created", path),
                           "set sink.path to a file in a folder that this user can write to");
}

checklist::Check judge_test_event(const config::Config::Sink& sink, const http::Answer& answer) {
  constexpr std::string_view name = "test_event";
  const ship::answer::Secrets secrets(sink);
  const ship::answer::Verdict verdict = ship::answer::judge(answer, {}, secrets, ship::answer::success_form_of(sink));
  const std::string came_back = ship::answer::describe(answer, secrets);
  switch (verdict.kind) {
    case ship::answer::Verdict::Kind::delivered:
      if (verdict.rejected_message_ids.empty()) return accepted(sink, came_back);
      [[fallthrough]];
    case ship::answer::Verdict::Kind::bisect:
      return checklist::failed(
          name, ExitCode::receiver_refuses, "the receiver did not accept it: " + came_back,
          "check that sink.url is the receiver's batch endpoint, and what the answer says about the event");
    case ship::answer::Verdict::Kind::forbid:
    case ship::answer::Verdict::Kind::refuse:
      return checklist::failed(name, ExitCode::receiver_refuses, "the receiver did not accept it: " + came_back,
                               ship::answer::refusal_hint(sink, came_back));
    case ship::answer::Verdict::Kind::retry:
    case ship::answer::Verdict::Kind::give_up: break;
  }
  const auto* silence = std::get_if<http::NoReply>(&answer);
  const std::string_view hint = silence == nullptr
                                    ? verdict.hint.value_or("run this again later; if it fails again, check sink.url")
                                    : hint_for(*silence);
  return checklist::failed(name, ExitCode::receiver_unavailable, "the receiver did not accept it: " + verdict.reason,
                           std::string(hint));
}

}  // namespace sent::command::check::receiver
