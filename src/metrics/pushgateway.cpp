// SPDX-License-Identifier: Apache-2.0

#include "metrics/pushgateway.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>

#include "metrics/exposition.hpp"

namespace sent::metrics {

namespace {

constexpr std::size_t longest_answer = 64 * 1024;

using Clock = std::chrono::steady_clock;

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// Left to itself, curl prints the answer. A shorter count than was offered breaks it off.
std::size_t take_nothing(const char* /*bytes*/, std::size_t size, std::size_t count, void* room) {
  auto& left = *static_cast<std::size_t*>(room);
  if (size * count > left) return 0;
  left -= size * count;
  return size * count;
}

// Redirects are not followed.
std::optional<std::string> post(const std::string& url, const std::string& text, std::chrono::milliseconds most) {
  const std::unique_ptr<CURL, FreeHandle> handle(curl_easy_init());
  const std::unique_ptr<curl_slist, FreeList> head(
      curl_slist_append(nullptr, "Content-Type: text/plain; version=0.0.4"));
  std::size_t room = longest_answer;
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, head.get());
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(text.size()));
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, text.data());
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &take_nothing);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &room);
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_QUICK_EXIT, 1L);  // does not wait for a resolver that was given up on
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, most.count())));
  const CURLcode outcome = curl_easy_perform(handle.get());
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (outcome != CURLE_OK) return fmt::format("not taken ({})", curl_easy_strerror(outcome));
  if (status < 200 || status >= 300) return fmt::format("status {}", status);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> push_metrics(const std::string& url, const std::string& command,
                                        const std::vector<Sample>& of_run, const std::vector<Sample>& of_deployment,
                                        std::chrono::milliseconds most) {
  const auto deadline = Clock::now() + most;
  const std::string job = url.substr(0, url.find_last_not_of('/') + 1) + "/metrics/job/sent_source_data";
  const auto left = [&] { return std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()); };
  auto wrong = post(job + "/command/" + command, exposition(of_run, ""), left());
  if (!wrong) wrong = post(job, exposition(of_deployment, ""), left());
  if (!wrong) return std::nullopt;
  return fmt::format("pushing metrics to {}: {}", url, *wrong);
}

}  // namespace sent::metrics
