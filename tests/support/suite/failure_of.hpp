// SPDX-License-Identifier: Apache-2.0

// How an operation failed.

#pragma once

#include <gtest/gtest.h>

#include "model/failure.hpp"

namespace sent::tests {

// The test fails if nothing failed.
template <typename Act>
Failure failure_of(Act act) {
  try {
    act();
  } catch (const Failure& failure) {
    return failure;
  }
  ADD_FAILURE() << "nothing failed";
  return {ExitCode::complete, "nothing failed"};
}

// ExitCode::complete if nothing failed.
template <typename Act>
ExitCode code_of(Act act) {
  try {
    act();
  } catch (const Failure& failure) {
    return failure.code();
  }
  return ExitCode::complete;
}

}  // namespace sent::tests
