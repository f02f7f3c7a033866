// Writes the pages that the browser test looks at into the folder it is given.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "report/status_page.hpp"
#include "support/sample_status.hpp"

namespace {

void write(const std::filesystem::path& folder, const std::string& name, const sent::Status& status) {
  std::ofstream file(folder / (name + ".html"));
  file << sent::status_page(status);
  if (!file.flush()) throw std::runtime_error("writing " + name);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path folder = arguments[1];
  write(folder, "each-state", sent::week_of_each_state());
  write(folder, "week", sent::usual_days(7));
  write(folder, "month", sent::usual_days(31));
  write(folder, "quarter", sent::usual_days(90));
  write(folder, "year", sent::usual_days(400));
  write(folder, "zero", sent::zero_days(31));
  write(folder, "missing", sent::missing_days(31));
  write(folder, "one-day", sent::zero_days(1));
  write(folder, "hostile", sent::hostile_names());
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    write(folder, fmt::format("random-{}", seed), sent::random_status(seed));
  }
}
