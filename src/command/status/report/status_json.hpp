// SPDX-License-Identifier: Apache-2.0

// A status for programs. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"

namespace sent::command::status::report {

// One JSON document, indented by two spaces, with a newline at the end. Its fields are those of Status:
// {from, to, made_at, complete, totals: {events: {planned, delivered, rejected}, days: {STATE: number, …}},
//  days: [{day, state, percent, planned, delivered, rejected, users, duration_s}],
//  rejected: [{status, reason, events}],
//  largest: {sources: [{id, slug, events, day}], workspaces: [{id, events, day}]}}
// `complete` means that no day is partial or missing. Unknown values are null, except that an unknown status is 0 and
// an unknown slug is "". Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string status_json(const Status& status);

}  // namespace sent::command::status::report
