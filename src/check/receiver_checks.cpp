#include "check/receiver_checks.hpp"

#include <fmt/format.h>

#include "config/preset.hpp"
#include "model/day.hpp"
#include "ship/endpoint.hpp"
#include "ship/hints.hpp"
#include "ship/refusal_hint.hpp"
#include "ship/verdict.hpp"

namespace sent {

namespace {

using std::chrono::days;
using std::chrono::system_clock;

constexpr days days_to_renew{14};

std::string_view hint_for(const NoReply& silence) {
  switch (silence.kind) {
    case NoReply::Kind::untrusted: return untrusted_hint;
    case NoReply::Kind::barred: return barred_hint;
    default: return "check sink.url, and that its name resolves and its port is open from here, or through sink.proxy";
  }
}

Check judge_certificate(const Reached& reached, system_clock::time_point now) {
  constexpr std::string_view name = "receiver_tls";
  if (!reached.trusted_until) {
    return warned(name, "http: events and the write key travel unencrypted", "set sink.url to the receiver's https address");
  }
  const auto left = std::chrono::floor<days>(*reached.trusted_until - now);
  const Day last{std::chrono::floor<days>(*reached.trusted_until)};
  const std::string message = fmt::format("the certificate is trusted for {} days, until {}", left.count(), iso(last));
  if (left >= days_to_renew) return passed(name, message);
  return warned(name, message, "have whoever runs the receiver renew it, or the authority in sink.ca_file that signed it");
}

Check accepted(const Config::Sink& sink, const std::string& answer) {
  const std::string_view more = is_segment(sink.preset) ? "; Segment answers so to any key, so look for it in the source's debugger" : "";
  return passed("test_event", fmt::format("\"Sent Source Data Test\" was taken: {}{}", answer, more));
}

}  // namespace

Checks judge_receiver(const Config::Sink& sink, const std::variant<Reached, NoReply>& reached, system_clock::time_point now) {
  if (const auto* silence = std::get_if<NoReply>(&reached)) {
    return {failed("receiver", ExitCode::receiver_unavailable, describe(*silence, Secrets(sink)), std::string(hint_for(*silence))),
            skipped("receiver_tls", "the receiver was not reached")};
  }
  const Endpoint endpoint = make_endpoint(sink, "");
  return {passed("receiver", "connected to " + (endpoint.relays() ? endpoint.first_hop() : endpoint.receiver())),
          judge_certificate(std::get<Reached>(reached), now)};
}

Check judge_file(const std::string& path, bool may_write) {
  if (may_write) return passed("receiver", path == "-" ? "events go to standard output" : "events go to the file " + path);
  return failed("receiver", ExitCode::usage, fmt::format("the file {} can be neither written to nor made", path),
                "set sink.path to a file in a folder that this user may write to");
}

Check judge_test_event(const Config::Sink& sink, const Answer& answer) {
  constexpr std::string_view name = "test_event";
  const Secrets secrets(sink);
  const Verdict verdict = judge(answer, {}, secrets);
  const std::string came_back = describe(answer, secrets);
  switch (verdict.kind) {
    case Verdict::Kind::delivered:
      if (verdict.rejected_message_ids.empty()) return accepted(sink, came_back);
      [[fallthrough]];
    case Verdict::Kind::bisect:
      return failed(name, ExitCode::receiver_refuses, "the receiver did not take it: " + came_back,
                    "check that sink.url is the receiver's batch endpoint, and what it says of the event");
    case Verdict::Kind::refuse:
      return failed(name, ExitCode::receiver_refuses, "the receiver did not take it: " + came_back,
                    refusal_hint(sink, came_back));
    case Verdict::Kind::retry:
    case Verdict::Kind::give_up:
      break;
  }
  const auto* silence = std::get_if<NoReply>(&answer);
  return failed(name, ExitCode::receiver_unavailable, "the receiver did not take it: " + came_back,
                silence == nullptr ? "run this again later; if that does not help, check sink.url" : std::string(hint_for(*silence)));
}

}  // namespace sent
