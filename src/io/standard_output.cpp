// SPDX-License-Identifier: Apache-2.0

#include "io/standard_output.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "io/write_all.hpp"
#include "model/failure.hpp"

namespace sent::io {

namespace {

constexpr std::size_t block_size = std::size_t{64} << 10U;

// A descriptor that was closed at the start cannot be written to (open_standard_descriptors).
std::string reason(int error) { return error == EBADF ? "it is closed" : std::generic_category().message(error); }

}  // namespace

void StandardOutput::print(std::string_view text) {
  if (kept_.size() + text.size() > block_size) flush();
  if (text.size() > block_size) {
    write_all(text);
  } else {
    kept_ += text;
  }
}

void StandardOutput::flush() { write_all(std::exchange(kept_, {})); }

void StandardOutput::write_all(std::string_view text) {
  if (io::write_all(descriptor_, text)) return;
  throw Failure(ExitCode::unexpected, fmt::format("writing to standard output: {}", reason(errno)),
                "run again with an output that stays open and has space; what was written is incomplete");
}

void print_note(std::string_view text) noexcept { (void)write_all(STDERR_FILENO, text); }

}  // namespace sent::io
