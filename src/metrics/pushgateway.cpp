// SPDX-License-Identifier: Apache-2.0

#include "metrics/pushgateway.hpp"

#include <fmt/format.h>

#include <utility>

#include "metrics/exposition.hpp"

namespace sent::metrics {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

// A Pushgateway, and whom to trust for it.
struct Gateway {
  http::Endpoint endpoint;
  http::TlsContext tls;  // null for http
};

// Returns the Pushgateway, or why the settings do not name a usable one.
std::variant<Gateway, std::string> gateway_of(const config::Config::Metrics& settings, std::string_view user_agent) {
  auto url = http::parse_url(settings.pushgateway.value());
  if (const auto* unusable = std::get_if<http::UnusableUrl>(&url)) return std::string(unusable->why);
  Gateway gateway;
  gateway.endpoint.url = std::get<http::Url>(std::move(url));
  gateway.endpoint.user_agent = user_agent;
  gateway.endpoint.proxy = settings.proxy;
  if (!gateway.endpoint.url.tls) return gateway;
  auto tls = http::make_tls_context(std::nullopt);
  if (const auto* unreadable = std::get_if<http::UnreadableCertificates>(&tls)) return unreadable->what;
  gateway.tls = std::get<http::TlsContext>(std::move(tls));
  return gateway;
}

void set_timeout(http::Endpoint& endpoint, milliseconds timeout) {
  endpoint.connect_timeout = timeout;
  endpoint.request_timeout = timeout;
}

std::optional<std::string> fault_of(const http::Answer& answer) {
  if (const auto* silence = std::get_if<http::NoReply>(&answer)) return silence->what;
  const auto& reply = std::get<http::Reply>(answer);
  if (reply.status < 200 || reply.status >= 300) return fmt::format("HTTP {}", reply.status);
  if (reply.body.size() >= http::max_reply_bytes)
    return fmt::format("an answer of {} bytes or more", http::max_reply_bytes);
  return std::nullopt;
}

// Sends samples to the groups of one Pushgateway until the time is up.
class Pusher {
 public:
  Pusher(Gateway gateway, Steady::time_point deadline, std::stop_token stop)
      : gateway_(std::move(gateway)), deadline_(deadline), stop_(std::move(stop)) {
    std::string& target = gateway_.endpoint.url.target;
    target = target.substr(0, target.find_last_not_of('/') + 1) + "/metrics/job/sent_source_data";
  }

  std::optional<std::string> push(const std::string& group, const std::vector<Sample>& samples) const {
    http::Endpoint endpoint = gateway_.endpoint;
    endpoint.url.target += group;
    set_timeout(endpoint, std::chrono::duration_cast<milliseconds>(deadline_ - Steady::now()));
    const std::string text = exposition(samples, "");
    return fault_of(http::Connection(endpoint, gateway_.tls).post({"text/plain; version=0.0.4", text}, stop_));
  }

 private:
  Gateway gateway_;
  Steady::time_point deadline_;
  std::stop_token stop_;
};

}  // namespace

std::optional<std::string> push_metrics(const config::Config::Metrics& settings, std::string_view user_agent,
                                        const Push& push, milliseconds longest, std::stop_token stop) {
  const auto deadline = Steady::now() + longest;
  auto gateway = gateway_of(settings, user_agent);
  std::optional<std::string> fault;
  if (const auto* unusable = std::get_if<std::string>(&gateway)) {
    fault = *unusable;
  } else {
    const Pusher pusher(std::get<Gateway>(std::move(gateway)), deadline, std::move(stop));
    fault = pusher.push("/command/" + push.command, push.of_run);
    if (!fault) fault = pusher.push("", push.of_deployment);
  }
  if (!fault) return std::nullopt;
  return fmt::format("pushing metrics to {}: {}", http::url_for_messages(*settings.pushgateway), *fault);
}

std::variant<http::Reached, http::NoReply> reach_pushgateway(const config::Config::Metrics& settings,
                                                             std::string_view user_agent, milliseconds longest) {
  auto gateway = gateway_of(settings, user_agent);
  if (const auto* unusable = std::get_if<std::string>(&gateway)) {
    return http::NoReply{http::NoReply::Kind::unreachable,
                         fmt::format("connecting to {}: {}", http::url_for_messages(*settings.pushgateway), *unusable)};
  }
  auto& [endpoint, tls] = std::get<Gateway>(gateway);
  set_timeout(endpoint, longest);
  return http::Connection(endpoint, tls).reach({});
}

}  // namespace sent::metrics
