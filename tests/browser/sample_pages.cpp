// SPDX-License-Identifier: Apache-2.0

// Writes the pages for the browser tests into the given folder.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "command/status/page/status_page.hpp"
#include "support/samples/sample_status.hpp"

namespace {

void write(const std::filesystem::path& folder, const std::string& name,
           const sent::command::status::report::Status& status) {
  std::ofstream file(folder / (name + ".html"));
  file << sent::command::status::page::status_page(status);
  if (!file.flush()) throw std::runtime_error("writing " + name);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path folder = arguments[1];
  write(folder, "each-state", sent::tests::week_of_each_state());
  write(folder, "week", sent::tests::usual_days(7));
  write(folder, "month", sent::tests::usual_days(31));
  write(folder, "quarter", sent::tests::usual_days(90));
  write(folder, "year", sent::tests::usual_days(400));
  write(folder, "zero", sent::tests::zero_days(31));
  write(folder, "missing", sent::tests::missing_days(31));
  write(folder, "one-day", sent::tests::zero_days(1));
  write(folder, "hostile", sent::tests::hostile_names());
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    write(folder, fmt::format("random-{}", seed), sent::tests::random_status(seed));
  }
}
