// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/check_receiver.hpp"

#include <fmt/format.h>

#include "command/check/checklist/attempt.hpp"
#include "command/check/receiver/receiver_checks.hpp"
#include "command/check/receiver/sink_checks.hpp"
#include "command/check/receiver/test_event.hpp"
#include "config/load.hpp"
#include "job/start/random_seed.hpp"
#include "job/start/transports.hpp"

namespace sent::command::check::receiver {

namespace {

http::Answer send_test_event(const config::Config& config, const Clock& clock) {
  // A new id each time: a receiver drops an event whose id it knows.
  const Uuid id =
      encode::name_based_uuid(Uuid{}, fmt::format("{:x}{:x}", job::start::random_seed(), job::start::random_seed()));
  const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(clock.wall());
  encode::Batch batch;
  batch.append(test_event(id, now, SENT_VERSION), {"", "", to_string(id)});
  return job::start::transports_of(config)()->post(batch, {});
}

checklist::Checks check_file(const config::Config& config, bool wants_test_event) {
  checklist::Checks checks{judge_file(config.sink.path, may_write(config.sink.path))};
  if (wants_test_event) checklist::skip(checks, {"test_event"}, "preset file has no receiver");
  return checks;
}

// Whatever of it could be asked would be the wrong receiver.
checklist::Checks check_faulty(const config::Config::Sink& sink, bool wants_test_event) {
  checklist::Checks checks;
  for (const std::string& fault : sink.faults) {
    checklist::add(checks, checklist::failed("receiver", ExitCode::usage, fault, std::string(config::settings_hint)));
  }
  checklist::skip(checks, {"receiver_tls", "write_key"}, "the receiver is not configured");
  if (wants_test_event) checklist::skip(checks, {"test_event"}, "the receiver is not configured");
  return checks;
}

}  // namespace

checklist::Checks check_receiver(const config::Config& config, const Clock& clock, bool wants_test_event) {
  const config::Config::Sink& sink = config.sink;
  if (!sink.faults.empty()) return check_faulty(sink, wants_test_event);
  if (sink.preset == config::Preset::file) return check_file(config, wants_test_event);
  checklist::Checks checks;
  if (!checklist::attempt(checks, "receiver", [&] {
        return judge_receiver(sink, reach_receiver(sink, job::start::user_agent, {}), clock.wall());
      })) {
    checklist::skip(checks, {"receiver_tls"}, "the receiver was not reached");
  }
  const bool reached = !checklist::has_error(checks);
  if (const auto region = judge_region(sink)) checklist::add(checks, *region);
  if (const auto path = judge_path(sink)) checklist::add(checks, *path);
  checklist::add(checks, judge_write_key(sink));
  if (!wants_test_event) return checks;
  if (reached) {
    checklist::attempt(checks, "test_event", [&] { return judge_test_event(sink, send_test_event(config, clock)); });
  } else {
    checklist::skip(checks, {"test_event"}, "the receiver was not reached");
  }
  return checks;
}

}  // namespace sent::command::check::receiver
