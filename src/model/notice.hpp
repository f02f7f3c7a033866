// SPDX-License-Identifier: Apache-2.0

// What a database says beside its answers, such as a function behind a view by RAISE. Values.

#pragma once

#include <functional>
#include <string>

namespace sent {

struct Notice {
  bool is_warning = false;
  std::string text;  // one line
};

// Called on the thread that waits for the database.
using NoticeSink = std::function<void(const Notice&)>;

}  // namespace sent
