// SPDX-License-Identifier: Apache-2.0

#include "metrics/exposition.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <sstream>

#include "metrics/prometheus_families.hpp"

namespace sent::metrics {

namespace {

std::string_view declared_name(std::string_view name) {
  const auto found = std::ranges::find(metric_families, name, &MetricFamily::name);
  return found == metric_families.end() ? std::string_view() : found->name;
}

std::vector<std::pair<std::string, std::string>> labels_of(const std::string& text) {
  static const std::regex label(R"re(([a-z_]+)="([^"\\]*)")re");
  std::vector<std::pair<std::string, std::string>> labels;
  for (std::sregex_iterator match(text.begin(), text.end(), label), end; match != end; ++match) {
    labels.emplace_back((*match)[1], (*match)[2]);
  }
  return labels;
}

// The sample of a line that exposition() wrote; nothing for any other line.
std::optional<Sample> sample_of(const std::string& line) {
  static const std::regex form(R"re(sent_source_data_([a-z_]+)(?:\{([^{}]{0,400})\})? ([0-9.e+-]{1,40}))re");
  std::smatch parts;
  if (line.size() > 600 || !std::regex_match(line, parts, form)) return std::nullopt;
  const std::string name = parts[1];
  if (declared_name(name).empty()) return std::nullopt;
  std::istringstream number(parts[3]);
  double value = 0;
  if (!(number >> value)) return std::nullopt;
  return Sample{declared_name(name), labels_of(parts[2]), value};
}

// The version of an earlier run is not kept.
bool is_outdone(const Sample& earlier, const std::vector<Sample>& samples) {
  return earlier.family == metric::build_info.name || std::ranges::any_of(samples, [&](const Sample& sample) {
           return sample.family == earlier.family && sample.labels == earlier.labels;
         });
}

}  // namespace

std::string exposition(const std::vector<Sample>& samples, std::string_view earlier) {
  std::vector<Sample> all = samples;
  std::istringstream lines{std::string(earlier)};
  for (std::string line; std::getline(lines, line);) {
    auto kept = sample_of(line);
    if (kept && !is_outdone(*kept, all)) all.push_back(std::move(*kept));
  }
  return prometheus::TextSerializer().Serialize(prometheus_families(all));
}

}  // namespace sent::metrics
