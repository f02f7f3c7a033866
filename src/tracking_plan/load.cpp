// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "io/text_file.hpp"
#include "model/failure.hpp"
#include "tracking_plan/built_in.hpp"
#include "tracking_plan/tracking_plan.hpp"

namespace sent::tracking_plan {

namespace {

std::vector<std::string> files_in(const std::string& directory) {
  std::vector<std::string> files;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::filesystem::path& path = entry->path();
    const bool is_hidden = path.filename().string().starts_with('.');
    if (path.extension() == ".json" && !is_hidden && entry->is_regular_file(error)) files.push_back(path.string());
  }
  if (!error && !files.empty()) {
    std::ranges::sort(files);
    return files;
  }
  throw Failure(ExitCode::usage,
                fmt::format("reading the tracking plan in \"{}\": {}", directory,
                            error ? error.message() : "the folder contains no *.json file"),
                "set plan.directory to a folder with one rule per *.json file, such as a copy of config/tracking-plan");
}

Rule read_rule(const std::string& file) {
  const auto text = io::read_text_file(file);
  if (!text) {
    throw Failure(ExitCode::usage, fmt::format("reading {}: {}", file, io::text_file_fault()),
                  "make the file readable by the user running the job");
  }
  return parse_rule(*text, file);
}

TrackingPlan read_folder(const std::string& directory) {
  std::vector<Rule> rules;
  std::vector<std::string> errors;
  std::optional<std::string> hint;
  for (const std::string& file : files_in(directory)) {
    try {
      rules.push_back(read_rule(file));
    } catch (const Failure& failure) {
      errors.emplace_back(failure.what());
      if (!hint) hint = failure.hint();
    }
  }
  if (errors.empty()) return TrackingPlan(std::move(rules));
  throw Failure(ExitCode::usage, fmt::format("reading the tracking plan: {}", fmt::join(errors, "\n  ")), hint);
}

}  // namespace

TrackingPlan load_tracking_plan(const std::optional<std::string>& directory) {
  if (directory) return read_folder(*directory);
  std::vector<Rule> rules;
  for (const auto& [file, text] : built_in_rules()) rules.push_back(parse_rule(text, file));
  return TrackingPlan(std::move(rules));
}

}  // namespace sent::tracking_plan
