// SPDX-License-Identifier: Apache-2.0

// The events that failed alone while no request was accepted. Once one is, the receiver is alive, and each of them is
// sent once more: it is at fault if it fails at that too. If none ever is, the receiver is down, and no event is at
// fault. Beside them, the batches that were refused meanwhile: if no request ever is accepted, the receiver refuses
// everything.
//
// The witness is an event that the receiver has accepted. If nothing else is left to send, sending it once more shows
// which of the two it is. The receiver then gets one event twice, with the same id.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "encode/batch.hpp"
#include "ship/batch_delivery.hpp"
#include "ship/settlement.hpp"
#include "ship/traffic.hpp"

namespace sent::ship {

// A suspect as a batch of its own, and its place in the settlement.
struct LoneFailure {
  std::uint64_t number = 0;
  BatchPart part;
  encode::Batch event;
  Suspect suspect;
};

// Not thread-safe.
class SetAside {
 public:
  void add(LoneFailure event) { events_.push_back(std::move(event)); }
  // Takes out those after whose failure the receiver was alive.
  [[nodiscard]] std::vector<LoneFailure> take_to_retry(const Traffic& traffic);
  // Takes out all if they were refused and are so few that they may be at fault. `more`: others wait to be sent.
  [[nodiscard]] std::vector<LoneFailure> take_if_few(bool more);
  void clear() { events_.clear(); }
  [[nodiscard]] bool empty() const { return events_.empty(); }
  // Whether so many are left that it is an outage, or that the receiver refuses everything.
  [[nodiscard]] bool is_outage() const;
  // What stops the run if the receiver is down, or refuses everything. REQUIRES: not empty().
  [[nodiscard]] const Failure& outage() const { return events_.front().suspect.if_not; }

  // Keeps the first of these events as the witness, unless there is one.
  void keep_witness(const encode::Batch& batch, EventSpan accepted);
  // The witness, to be sent after `latest`. Nothing if there is none, or if it was sent since the last of these
  // failures.
  [[nodiscard]] std::optional<encode::Batch> call_witness(Traffic::Moment latest);

 private:
  [[nodiscard]] contact::Refusals refusals() const;

  std::vector<LoneFailure> events_;
  encode::Batch witness_;          // empty: none yet
  Traffic::Moment called_at_ = 0;  // the witness
};

}  // namespace sent::ship
