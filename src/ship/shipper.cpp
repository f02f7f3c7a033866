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
#include "ship/courier.hpp"
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

  bool submit(encode::Batch& batch, Clock::Time until);
  bool drain(Clock::Time until);
  void wind_down();
  Settled take_settled();
  ShippingCounts counts() const { return traffic_.counts(); }

 private:
  struct Job {
    std::uint64_t number = 0;
    encode::Batch batch;
  };
  struct HaltOnStop {
    Impl& impl;
    void operator()() const { impl.halt(); }
  };

  void work(Courier& courier);
  std::optional<Job> next_job();
  void finish(Job& job, std::optional<Outcome> outcome);
  void fail(std::exception_ptr failure, bool in_flight);
  encode::Batch spare();
  void halt();
  void throw_if_over() const;
  bool await(std::unique_lock<std::mutex>& lock, Clock::Time until, const std::function<bool()>& condition);

  const std::size_t room_;
  const std::chrono::milliseconds grace_;
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
  std::exception_ptr failure_;  // the first

  std::vector<std::jthread> workers_;
  std::stop_callback<HaltOnStop> on_stop_;  // last: it may call halt() at once
};

Shipper::Impl::Impl(const config::Config::Sink& sink, const ShipperRules& rules, Clock& clock, std::stop_token stop)
    : room_(sink.concurrency),
      grace_(rules.grace),
      clock_(clock),
      stop_(std::move(stop)),
      traffic_(sink, clock, rules.seed, halt_.get_token()),
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
      finish(*job, courier.deliver(job->batch));
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

// The batch is in flight until the end, even if this throws.
void Shipper::Impl::finish(Job& job, std::optional<Outcome> outcome) {
  std::lock_guard lock(mutex_);
  for (std::size_t i = 0; outcome && i < job.batch.events(); ++i) outcome->ids.add(job.batch.ids(i).message_id);
  if (outcome) settlement_.settle(job.number, std::move(*outcome));
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

bool Shipper::Impl::submit(encode::Batch& batch, Clock::Time until) {
  std::unique_lock lock(mutex_);
  const bool ready =
      await(lock, until, [this] { return halt_.stop_requested() || queue_.size() + in_flight_ < room_; });
  throw_if_over();
  if (!ready || halt_.stop_requested()) return false;
  const std::uint64_t number = settlement_.open(batch.last_position());
  queue_.push_back({number, std::exchange(batch, spare())});
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
  await(lock, until, [this] { return halt_.stop_requested() || settlement_.all_settled(); });
  if (settlement_.all_settled() && !failure_) return true;
  throw_if_over();
  return false;
}

void Shipper::Impl::wind_down() {
  halt();
  std::unique_lock lock(mutex_);
  const auto idle = [this] { return in_flight_ == 0; };
  if (await(lock, clock_.now() + grace_, idle)) return;
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

bool Shipper::submit(encode::Batch& batch, Clock::Time until) { return impl_->submit(batch, until); }
bool Shipper::drain(Clock::Time until) { return impl_->drain(until); }
void Shipper::wind_down() { impl_->wind_down(); }
Settled Shipper::take_settled() { return impl_->take_settled(); }
ShippingCounts Shipper::counts() const { return impl_->counts(); }

}  // namespace sent::ship
