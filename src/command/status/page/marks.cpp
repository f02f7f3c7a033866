// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/marks.hpp"

#include <fmt/format.h>

#include "command/status/report/day_state.hpp"

namespace sent::command::status::page {

namespace {

// Lines in the colour of the text, in a square of 16 by 16.
std::string_view shape_of(report::DayState state) {
  switch (state) {
    case report::DayState::delivered: return R"(<path d="M3 8.6l3.4 3.4L13 4.6"/>)";
    case report::DayState::rejected: return R"(<path d="M8 2.6v6.6M8 13.2v.1"/>)";
    case report::DayState::zero: return R"(<circle cx="8" cy="8" r="4.6"/>)";
    case report::DayState::partial:
      return R"(<circle cx="8" cy="8" r="5.4"/><path class="solid" d="M8 2.6a5.4 5.4 0 0 1 0 10.8z"/>)";
    case report::DayState::missing: return R"(<path d="M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4"/>)";
    case report::DayState::not_closed: return R"(<path d="M3 8h.1M8 8h.1M13 8h.1"/>)";
  }
  return "";
}

report::DayState state_like(report::Tone tone) {
  switch (tone) {
    case report::Tone::good: return report::DayState::delivered;
    case report::Tone::attention: return report::DayState::rejected;
    case report::Tone::bad: return report::DayState::missing;
    case report::Tone::waiting: return report::DayState::not_closed;
  }
  return report::DayState::not_closed;
}

}  // namespace

std::string mark_definitions() {
  std::string html = R"(<svg class="marks" width="0" height="0" aria-hidden="true">)";
  for (const report::DayState state : report::all_day_states) {
    html +=
        fmt::format(R"(<symbol id="mark-{}" viewBox="0 0 16 16">{}</symbol>)", report::name_of(state), shape_of(state));
  }
  return html + "</svg>\n";
}

std::string mark_of(report::DayState state) {
  return fmt::format(R"(<svg class="mark" aria-hidden="true"><use href="#mark-{}"/></svg>)", report::name_of(state));
}

std::string mark_of(report::Tone tone) {
  return fmt::format(R"(<span class="badge {}">{}</span>)", report::name_of(state_like(tone)),
                     mark_of(state_like(tone)));
}

}  // namespace sent::command::status::page
