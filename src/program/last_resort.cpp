// SPDX-License-Identifier: Apache-2.0

#include "program/last_resort.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <exception>
#include <string>

#include "io/standard_output.hpp"

namespace sent::program {

namespace {

std::string message_of(const std::exception_ptr& exception) {
  try {
    if (exception) std::rethrow_exception(exception);
    return "terminated without an exception";
  } catch (const std::exception& failure) {
    return failure.what();
  } catch (...) {
    return "an exception of unknown type";
  }
}

[[noreturn]] void end() {
  io::print_note(fmt::format("error running: {}\n  hint: {}\n", message_of(std::current_exception()), unexpected_hint));
  ::_exit(1);
}

}  // namespace

void end_on_uncaught_exceptions() { std::set_terminate(end); }

}  // namespace sent::program
