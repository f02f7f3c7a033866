// SPDX-License-Identifier: Apache-2.0

// Whether the body of a successful answer is what this receiver says when it has accepted a request. Pure.
//
// A sign-in page, a parked domain or a proxy answers 200 to everything, so the status alone proves nothing.
// docs/receivers.md names the sources.

#pragma once

#include <optional>
#include <string_view>

#include "config/config.hpp"
#include "http/answer.hpp"

namespace sent::ship::answer {

enum class SuccessForm {
  anything,      // JSON, plain text or nothing
  success_true,  // Segment: a JSON object whose "success" is true
  text_ok,       // RudderStack: the text OK, or JSON
  ok,            // Jitsu: a JSON object with "ok"
};

// The receiver of a preset is known by the preset; of Segment's, only on the preset's own host, because something else
// may pass the events on.
[[nodiscard]] SuccessForm success_form_of(const config::Config::Sink& sink);

// Why a body is not such an answer. A value.
struct Flaw {
  std::string_view what;  // the answer has, as in "a web page"
  std::string_view hint;
  bool is_text = true;  // the body can be shown
};

// Nothing if the body has the form; whether it says that the events were accepted is for read_success_body().
// REQUIRES: the reply's status is 2xx.
[[nodiscard]] std::optional<Flaw> find_flaw(const http::Reply& reply, SuccessForm form);

}  // namespace sent::ship::answer
