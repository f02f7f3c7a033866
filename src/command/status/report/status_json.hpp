// SPDX-License-Identifier: Apache-2.0

// A status for programs. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"

namespace sent::command::status::report {

// One JSON document, two blanks a level, ended by a newline; its fields are those of Status by their names:
// {from, to, made_at, complete, totals: {events: {planned, delivered, rejected}, days: {STATE: number, …}},
//  days: [{day, state, percent, planned, delivered, rejected, users, duration_s}],
//  rejected: [{status, reason, events}],
//  largest: {sources: [{id, slug, events, day}], workspaces: [{id, events, day}]}}
// `complete`: no day is partial or missing. What is unknown is null; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string status_json(const Status& status);

}  // namespace sent::command::status::report
