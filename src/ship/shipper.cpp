// SPDX-License-Identifier: Apache-2.0

#include "ship/shipper.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "io/thread.hpp"
#include "model/failure.hpp"
#include "ship/batch_delivery.hpp"
#include "ship/courier.hpp"
#include "ship/set_aside.hpp"
#include "ship/settlement.hpp"
#include "ship/traffic.hpp"

namespace sent::ship {

class Shipper::Impl {
 public:
  Impl(const config::Config::Sink& sink, const ShipperRules& rules, Clock& clock, std::stop_token stop);
  ~Impl();

  void start_worker(Courier courier);
  // What every courier shares.
  Traffic& traffic() { return traffic_; }
  [[nodiscard]] std::stop_token abort() const { return abort_.get_token(); }

  bool submit(encode::Batch& batch, std::vector<Rejection>& refused, Clock::Time until);
  bool drain(Clock::Time until);
  bool forget(Clock::Time until);
  void wind_down();
  Settled take_settled();
  ShippingCounts counts() const { return traffic_.counts(); }

 private:
  struct Job {
    std::uint64_t number = 0;
    encode::Batch batch;
    bool is_witness = false;              // an accepted event, to see whether the receiver is alive
    std::optional<BatchPart> retry_of{};  // what was set aside: its place
    bool failed_before = false;           // it failed alone, and was not refused
  };
  struct HaltOnStop {
    Impl& impl;
    void operator()() const { impl.halt(); }
  };

  void work(Courier& courier);
  std::optional<Job> next_job();
  void deliver(const Job& job, Courier& courier);
  void keep_witness(const Job& job, EventSpan span, const Outcome& outcome);
  void ask_witness(const Job& job, Courier& courier);
  void settle(std::uint64_t number, const BatchPart& part, Outcome outcome);
  void set_aside(const Job& job, Suspect suspect);
  [[nodiscard]] static BatchPart place_of(const Job& job, EventSpan span) {
    return within(job.retry_of, part_of(job.batch, span));
  }
  bool retry(std::vector<LoneFailure> suspects);
  void finish(Job& job);
  void fail(std::exception_ptr failure, bool in_flight);
  encode::Batch spare();
  void halt();
  void throw_if_over() const;
  // Whether nothing can happen any more that shows whether the events set aside are at fault.
  [[nodiscard]] bool is_stuck() const { return queue_.empty() && in_flight_ == 0 && !set_aside_.empty(); }
  [[nodiscard]] bool has_room() const;
  void give_up_if_stuck(bool more);
  void give_up();
  bool call_witness();
  bool await(std::unique_lock<std::mutex>& lock, Clock::Time until, const std::function<bool()>& condition);

  const std::size_t room_;
  const std::uint64_t most_ahead_;
  const ShipperRules rules_;
  Clock& clock_;
  std::stop_token stop_;
  std::stop_source halt_;   // no new request
  std::stop_source abort_;  // none in flight either
  Traffic traffic_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> queue_;
  std::vector<encode::Batch> spares_;  // settled and emptied, to reuse their memory
  std::size_t in_flight_ = 0;          // taken by a worker; not those in queue_
  Settlement settlement_;
  SetAside set_aside_;
  std::exception_ptr failure_;  // the first

  std::vector<std::jthread> workers_;
  std::stop_callback<HaltOnStop> on_stop_;  // last: it may call halt() at once
};

Shipper::Impl::Impl(const config::Config::Sink& sink, const ShipperRules& rules, Clock& clock, std::stop_token stop)
    : room_(sink.concurrency),
      most_ahead_(sink.max_batches_ahead),
      rules_(rules),
      clock_(clock),
      stop_(std::move(stop)),
      traffic_(sink, clock, rules, halt_.get_token()),
      on_stop_(stop_, HaltOnStop{*this}) {
  workers_.reserve(room_);
}

void Shipper::Impl::start_worker(Courier courier) {
  workers_.push_back(io::start_thread("sending events", [this, own = std::move(courier)]() mutable { work(own); }));
}

Shipper::Impl::~Impl() {
  abort_.request_stop();
  halt();
}

void Shipper::Impl::work(Courier& courier) {
  std::optional<Job> job;
  try {
    while ((job = next_job())) {
      job->is_witness ? ask_witness(*job, courier) : deliver(*job, courier);
      finish(*job);
      job.reset();
    }
  } catch (...) {
    fail(std::current_exception(), job.has_value());
  }
}

std::optional<Shipper::Impl::Job> Shipper::Impl::next_job() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !queue_.empty() || halt_.stop_requested(); });
  if (halt_.stop_requested()) return std::nullopt;
  Job job = std::move(queue_.front());
  queue_.pop_front();
  ++in_flight_;
  return job;
}

void Shipper::Impl::deliver(const Job& job, Courier& courier) {
  const BatchReport report{[&](EventSpan span, Outcome outcome) {
                             keep_witness(job, span, outcome);
                             settle(job.number, place_of(job, span), std::move(outcome));
                           },
                           [&](Suspect suspect) { set_aside(job, std::move(suspect)); }, job.retry_of.has_value()};
  BatchDelivery(job.batch, courier, traffic_, rules_, report).deliver();
}

void Shipper::Impl::keep_witness(const Job& job, EventSpan span, const Outcome& outcome) {
  std::lock_guard lock(mutex_);
  if (outcome.delivered == span.events()) set_aside_.keep_witness(job.batch, span);
}

void Shipper::Impl::ask_witness(const Job& job, Courier& courier) {
  courier.tell("sending an accepted event once more, to see whether the receiver fails at others or is down");
  (void)courier.post(job.batch, courier.most_attempts());
  std::lock_guard lock(mutex_);
  retry(set_aside_.take_to_retry(traffic_));
}

void Shipper::Impl::settle(std::uint64_t number, const BatchPart& part, Outcome outcome) {
  std::lock_guard lock(mutex_);
  settlement_.settle(number, part, std::move(outcome));
  retry(set_aside_.take_to_retry(traffic_));
  changed_.notify_all();
}

void Shipper::Impl::set_aside(const Job& job, Suspect suspect) {
  // It has failed before and after the receiver accepted another event.
  if (job.failed_before && !suspect.refusal) return settle(job.number, *job.retry_of, std::move(suspect.if_at_fault));
  BatchPart part = place_of(job, suspect.span);
  encode::Batch event = job.batch.slice(suspect.span.first, suspect.span.last);
  std::lock_guard lock(mutex_);
  set_aside_.add({job.number, std::move(part), std::move(event), std::move(suspect)});
  retry(set_aside_.take_to_retry(traffic_));
  if (set_aside_.is_outage()) give_up();
}

// Whether there are any.
bool Shipper::Impl::retry(std::vector<LoneFailure> suspects) {
  for (LoneFailure& one : suspects) {
    queue_.push_back({one.number, std::move(one.event), false, std::move(one.part), !one.suspect.refusal});
    changed_.notify_all();
  }
  return !suspects.empty();
}

void Shipper::Impl::finish(Job& job) {
  std::lock_guard lock(mutex_);
  job.batch.clear();
  spares_.push_back(std::move(job.batch));
  --in_flight_;
  changed_.notify_all();
}

void Shipper::Impl::fail(std::exception_ptr failure, bool in_flight) {
  {
    std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    if (in_flight) --in_flight_;
  }
  halt();
}

void Shipper::Impl::halt() {
  halt_.request_stop();
  // Under the lock; otherwise a worker between its check and its wait would miss it.
  std::lock_guard lock(mutex_);
  changed_.notify_all();
}

void Shipper::Impl::throw_if_over() const {
  if (failure_) std::rethrow_exception(failure_);
  if (stop_.stop_requested()) {
    throw Failure(ExitCode::interrupted, "sending events: stopped",
                  "run again to continue; accepted events are recorded");
  }
}

// Waits in steps, because `until` is a time of the clock port, which may not be the machine's.
bool Shipper::Impl::await(std::unique_lock<std::mutex>& lock, Clock::Time until,
                          const std::function<bool()>& condition) {
  constexpr Clock::Time::duration step = std::chrono::seconds{1};
  while (!condition()) {
    const auto now = clock_.now();
    if (now >= until) return false;
    changed_.wait_for(lock, std::min(step, until - now));
  }
  return true;
}

// With one batch open there is always room for the next.
bool Shipper::Impl::has_room() const {
  return queue_.size() + in_flight_ < room_ && settlement_.ahead_of_first_open() < most_ahead_;
}

// The last resort: without it, an event with nothing sent after it would look like an outage, for ever.
bool Shipper::Impl::call_witness() {
  auto witness = set_aside_.call_witness(traffic_.latest());
  if (!witness) return false;
  queue_.push_back({0, std::move(*witness), true});
  changed_.notify_all();
  return true;
}

void Shipper::Impl::give_up_if_stuck(bool more) {
  if (failure_ || !is_stuck() || call_witness() || retry(set_aside_.take_if_few(more))) return;
  give_up();
}

void Shipper::Impl::give_up() {
  if (!failure_) failure_ = std::make_exception_ptr(Failure(set_aside_.outage()));
  halt_.request_stop();
  changed_.notify_all();
}

bool Shipper::Impl::submit(encode::Batch& batch, std::vector<Rejection>& refused, Clock::Time until) {
  std::unique_lock lock(mutex_);
  const bool ready = await(lock, until, [this] { return halt_.stop_requested() || has_room() || is_stuck(); });
  if (ready && !has_room()) give_up_if_stuck(true);
  throw_if_over();
  if (!ready || !has_room() || halt_.stop_requested()) return false;
  Position through = last_position(batch, refused);
  const std::uint64_t number = settlement_.open(std::move(through), std::exchange(refused, {}));
  batch.empty() ? settlement_.settle(number, {}, {}) : queue_.push_back({number, std::exchange(batch, spare())});
  changed_.notify_all();
  return true;
}

// There are at most as many as batches in flight.
encode::Batch Shipper::Impl::spare() {
  if (spares_.empty()) return encode::Batch();
  encode::Batch batch = std::move(spares_.back());
  spares_.pop_back();
  return batch;
}

bool Shipper::Impl::drain(Clock::Time until) {
  std::unique_lock lock(mutex_);
  const auto over = [this] { return halt_.stop_requested() || settlement_.all_settled() || is_stuck(); };
  do {
    await(lock, until, over);
    give_up_if_stuck(false);
  } while (!over() && clock_.now() < until);
  if (settlement_.all_settled() && !failure_) return true;
  throw_if_over();
  return false;
}

bool Shipper::Impl::forget(Clock::Time until) {
  std::unique_lock lock(mutex_);
  const bool idle =
      await(lock, until, [this] { return in_flight_ == 0 && (queue_.empty() || halt_.stop_requested()); });
  throw_if_over();
  if (!idle) return false;
  queue_.clear();
  settlement_ = Settlement();
  set_aside_.clear();
  return true;
}

void Shipper::Impl::wind_down() {
  halt();
  std::unique_lock lock(mutex_);
  const auto idle = [this] { return in_flight_ == 0; };
  if (await(lock, clock_.now() + rules_.grace, idle)) return;
  // An abandoned request ends at once; an answer that still came counts.
  lock.unlock();
  abort_.request_stop();
  lock.lock();
  changed_.wait(lock, idle);
}

Settled Shipper::Impl::take_settled() {
  std::lock_guard lock(mutex_);
  return settlement_.take();
}

// The workers start after the Impl is complete: if one cannot be started, its destructor halts those that are running.
Shipper::Shipper(const config::Config::Sink& sink, const ShipperRules& rules, const TransportFactory& transports,
                 Clock& clock, std::stop_token stop)
    : impl_(std::make_unique<Impl>(sink, rules, clock, std::move(stop))) {
  for (std::size_t i = 0; i < sink.concurrency; ++i)
    impl_->start_worker(Courier(sink, rules, transports(), impl_->traffic(), impl_->abort()));
}

Shipper::~Shipper() = default;

bool Shipper::submit(encode::Batch& batch, std::vector<Rejection>& refused, Clock::Time until) {
  return impl_->submit(batch, refused, until);
}
bool Shipper::drain(Clock::Time until) { return impl_->drain(until); }
bool Shipper::forget(Clock::Time until) { return impl_->forget(until); }
void Shipper::wind_down() { impl_->wind_down(); }
Settled Shipper::take_settled() { return impl_->take_settled(); }
ShippingCounts Shipper::counts() const { return impl_->counts(); }

}  // namespace sent::ship
