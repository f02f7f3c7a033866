// SPDX-License-Identifier: Apache-2.0

#include "ship/offenders.hpp"

#include <algorithm>

#include "ship/answer/reply_body.hpp"

namespace sent::ship {

Rejection rejection_of(std::string_view payload, const encode::EventIds& ids, std::optional<int> status,
                       const std::string& reason) {
  return {std::string(ids.source_id),
          std::string(ids.user_id),
          std::string(ids.message_id),
          std::string(payload),
          status,
          reason};
}

std::optional<NamedEvents> match_names(const encode::Batch& batch, const std::vector<std::string>& names) {
  NamedEvents named(batch.events());
  if (names.empty()) return named;
  std::vector<bool> known(names.size(), false);
  for (std::size_t i = 0; i < batch.events(); ++i) {
    const std::string_view id = batch.ids(i).message_id;
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (!answer::names_message(names[k], id)) continue;
      known[k] = true;
      if (!named[i]) named[i] = k;
    }
  }
  if (std::find(known.begin(), known.end(), false) != known.end()) return std::nullopt;
  return named;
}

}  // namespace sent::ship
