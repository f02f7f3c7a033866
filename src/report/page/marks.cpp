#include "report/page/marks.hpp"

#include <fmt/format.h>

#include "report/day_state.hpp"

namespace sent {

namespace {

// Lines drawn in the colour of the text, in a square of 16 by 16.
std::string_view shape_of(DayState state) {
  switch (state) {
    case DayState::delivered: return R"(<path d="M3 8.6l3.4 3.4L13 4.6"/>)";
    case DayState::rejected: return R"(<path d="M8 2.6v6.6M8 13.2v.1"/>)";
    case DayState::zero: return R"(<circle cx="8" cy="8" r="4.6"/>)";
    case DayState::partial:
      return R"(<circle cx="8" cy="8" r="5.4"/><path class="solid" d="M8 2.6a5.4 5.4 0 0 1 0 10.8z"/>)";
    case DayState::missing: return R"(<path d="M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4"/>)";
    case DayState::not_closed: return R"(<path d="M3 8h.1M8 8h.1M13 8h.1"/>)";
  }
  return "";
}

DayState state_like(Tone tone) {
  switch (tone) {
    case Tone::good: return DayState::delivered;
    case Tone::attention: return DayState::rejected;
    case Tone::bad: return DayState::missing;
    case Tone::waiting: return DayState::not_closed;
  }
  return DayState::not_closed;
}

}  // namespace

std::string mark_definitions() {
  std::string html = R"(<svg class="marks" width="0" height="0" aria-hidden="true">)";
  for (const DayState state : day_states) {
    html += fmt::format(R"(<symbol id="mark-{}" viewBox="0 0 16 16">{}</symbol>)", name_of(state), shape_of(state));
  }
  return html + "</svg>\n";
}

std::string mark_of(DayState state) {
  return fmt::format(R"(<svg class="mark" aria-hidden="true"><use href="#mark-{}"/></svg>)", name_of(state));
}

std::string mark_of(Tone tone) {
  return fmt::format(R"(<span class="badge {}">{}</span>)", name_of(state_like(tone)), mark_of(state_like(tone)));
}

}  // namespace sent
