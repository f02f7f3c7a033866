// SPDX-License-Identifier: Apache-2.0

#include "job/send/sender.hpp"

#include <exception>
#include <utility>

#include "model/failure.hpp"

namespace sent::job::send {

Sender::Sender(ship::Shipper& shipper, const config::Config& config, Deadline deadline, StageClock& times,
               log::Log& log)
    : shipper_(shipper), config_(config), deadline_(std::move(deadline)), times_(times), log_(log) {}

void Sender::send(const Settler& settled, const std::function<void(Feed&)>& work) {
  Feed feed(shipper_, config_, deadline_, times_, settled);
  try {
    work(feed);
  } catch (const Failure& failure) {
    wind_down(feed, failure.code());
    throw;
  } catch (...) {
    wind_down(feed, ExitCode::unexpected);
    throw;
  }
}

// The operator must see what stopped the sending, so a second failure is only logged.
void Sender::wind_down(Feed& feed, ExitCode after) {
  try {
    if (after == ExitCode::day_held_elsewhere) return feed.abandon();
    shipper_.wind_down();
    feed.report();
  } catch (const std::exception& failure) {
    log_.warn(
        "could not record every accepted event after the failure; the others will be sent again with the same ids",
        {{"because", failure.what()}});
  }
}

}  // namespace sent::job::send
