#include <fmt/format.h>

#include "check/receiver_checks.hpp"
#include "check/sink_checks.hpp"
#include "encode/test_event.hpp"
#include "run/attempt.hpp"
#include "run/checks.hpp"
#include "run/setup.hpp"

namespace sent {

namespace {

Answer send_test_event(const Config& config, const Clock& clock) {
  // Never the same id twice: a receiver would drop the second event as one it knows.
  const Uuid id = name_based_uuid(Uuid{}, fmt::format("{:x}{:x}", random_seed(), random_seed()));
  const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(clock.wall());
  Batch batch;
  batch.append(test_event(id, now, SENT_VERSION));
  return transports_of(config)()->post(batch, {});
}

Checks check_file(const Config& config, bool wants_test_event) {
  Checks checks{judge_file(config.sink.path, may_write(config.sink.path))};
  if (wants_test_event) skip(checks, {"test_event"}, "preset file has no receiver that could answer");
  return checks;
}

}  // namespace

Checks check_receiver(const Config& config, const Clock& clock, bool wants_test_event) {
  const Config::Sink& sink = config.sink;
  if (sink.preset == Preset::file) return check_file(config, wants_test_event);
  Checks checks;
  if (!attempt(checks, "receiver", [&] { return judge_receiver(sink, reach_receiver(sink, user_agent, {}), clock.wall()); })) {
    skip(checks, {"receiver_tls"}, "the receiver was not reached");
  }
  const bool reached = !has_error(checks);
  if (const auto region = judge_region(sink)) add(checks, *region);
  if (const auto path = judge_path(sink)) add(checks, *path);
  add(checks, judge_write_key(sink));
  if (!wants_test_event) return checks;
  if (reached) {
    attempt(checks, "test_event", [&] { return judge_test_event(sink, send_test_event(config, clock)); });
  } else {
    skip(checks, {"test_event"}, "the receiver was not reached");
  }
  return checks;
}

}  // namespace sent
