// SPDX-License-Identifier: Apache-2.0

#include "job/start/database_notices.hpp"

#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace sent::job::start {

namespace {

constexpr std::size_t most_notices = 20;

class Notices {
 public:
  explicit Notices(log::Log& log) : log_(log) {}

  void take(const Notice& notice) {
    const std::lock_guard lock(mutex_);
    if (seen_.size() > most_notices || !seen_.insert(notice.text).second) return;
    if (seen_.size() > most_notices) return log_.info("the database says more, which is not shown");
    notice.is_warning ? log_.warn("the database warns", {{"notice", notice.text}})
                      : log_.info("the database says", {{"notice", notice.text}});
  }

 private:
  log::Log& log_;
  std::mutex mutex_;  // guards seen_
  std::set<std::string> seen_;
};

}  // namespace

NoticeSink log_notices(log::Log& log) {
  return [notices = std::make_shared<Notices>(log)](const Notice& notice) { notices->take(notice); };
}

}  // namespace sent::job::start
