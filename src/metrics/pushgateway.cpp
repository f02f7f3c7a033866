#include "metrics/pushgateway.hpp"

#include <fmt/format.h>
#include <prometheus/collectable.h>
#include <prometheus/gateway.h>

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

#include "metrics/prometheus_families.hpp"

namespace sent {

namespace {

class Collected final : public prometheus::Collectable {
 public:
  explicit Collected(std::vector<Sample> samples) : samples_(std::move(samples)) {}
  std::vector<prometheus::MetricFamily> Collect() const override { return prometheus_families(samples_); }

 private:
  std::vector<Sample> samples_;
};

struct Place {
  std::string host;  // with the scheme
  std::string port;  // and a path, which the library appends its own to
};

Place place_of(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  const auto authority = url.find("://") + 3;
  const auto path = std::min(url.find('/', authority), url.size());
  const auto bracket = url.rfind(']', path);  // of an IPv6 address
  const auto colon = url.find(':', bracket == std::string::npos ? authority : bracket);
  if (colon < path) return {url.substr(0, colon), url.substr(colon + 1)};
  return {url.substr(0, path), (url.starts_with("https:") ? "443" : "80") + url.substr(path)};
}

struct Push {
  Push(const Place& place, const std::string& command, std::vector<Sample> of_run, std::vector<Sample> of_deployment)
      : run(std::make_shared<Collected>(std::move(of_run))),
        deployment(std::make_shared<Collected>(std::move(of_deployment))),
        gateway(place.host, place.port, "sent_source_data") {
    const prometheus::Labels grouping{{"command", command}};
    gateway.RegisterCollectable(run, &grouping);
    gateway.RegisterCollectable(deployment);
    status = std::async(std::launch::async, [this] { return gateway.PushAdd(); });
  }

  std::shared_ptr<Collected> run;
  std::shared_ptr<Collected> deployment;
  prometheus::Gateway gateway;
  std::future<int> status;  // last, and so first to go: it waits for the requests
};

}  // namespace

std::optional<std::string> push_metrics(const std::string& url, const std::string& command, std::vector<Sample> of_run,
                                        std::vector<Sample> of_deployment, std::chrono::milliseconds most) {
  auto push = std::make_unique<Push>(place_of(url), command, std::move(of_run), std::move(of_deployment));
  if (push->status.wait_for(most) != std::future_status::ready) {
    // The library knows no timeout. A push that does not end is left behind, and ends with the process.
    [[maybe_unused]] static const Push* left_behind = push.release();
    return fmt::format("pushing metrics to {}: no answer within {} ms", url, most.count());
  }
  const int status = push->status.get();
  if (status >= 200 && status < 300) return std::nullopt;
  if (status < 0) return fmt::format("pushing metrics to {}: not reached (curl's code {})", url, -status);
  return fmt::format("pushing metrics to {}: status {}", url, status);
}

}  // namespace sent
