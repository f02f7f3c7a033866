// SPDX-License-Identifier: Apache-2.0

#include "program/last_resort.hpp"

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
  io::print_note("error running: " + message_of(std::current_exception()) +
                 "\n  hint: run it again, which is safe; if it fails the same way, report this with the log\n");
  ::_exit(1);
}

}  // namespace

void end_on_uncaught_exceptions() { std::set_terminate(end); }

}  // namespace sent::program
