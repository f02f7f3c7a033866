// SPDX-License-Identifier: Apache-2.0

// How many events and rows a run has handled. A value.

#pragma once

#include <cstdint>

#include "model/finding.hpp"
#include "model/rows_read.hpp"

namespace sent {

struct RunTotals {
  std::uint64_t planned = 0;  // events of the chunks it worked on; delivered + rejected unless the run was stopped
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;
  RowsRead rows;
  Findings findings;
};

}  // namespace sent
