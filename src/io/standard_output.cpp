// SPDX-License-Identifier: Apache-2.0

#include "io/standard_output.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "model/failure.hpp"

namespace sent::io {

namespace {

[[noreturn]] void fail() {
  throw Failure(ExitCode::unexpected, fmt::format("writing to standard output: {}", std::strerror(errno)),
                "whoever reads it, as a pipe or a file, must take all of it");
}

}  // namespace

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail();
}

void finish_output() {
  if (std::fflush(stdout) != 0) fail();
}

}  // namespace sent::io
