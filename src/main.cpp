// SPDX-License-Identifier: Apache-2.0

// Prepares the process and runs the program.

#include <malloc.h>

#include <cstddef>

#include "io/standard_descriptors.hpp"
#include "job/signals.hpp"
#include "program/last_resort.hpp"
#include "program/program.hpp"

namespace {

// The allocator maps each table of a chunk by itself, so that it returns the memory when the chunk is done. By default
// it soon takes tables from heaps of each thread, which rarely shrink: a run with 64 MiB then took 220.
void keep_memory_compact() {
  mallopt(M_MMAP_THRESHOLD, 2 << 20);
  mallopt(M_TRIM_THRESHOLD, 32 << 20);
  mallopt(M_ARENA_MAX, 2);
}

}  // namespace

int main(int argc, char** argv) {
  sent::job::end_at_once_on_signals();
  sent::io::open_standard_descriptors();
  sent::program::end_on_uncaught_exceptions();
  keep_memory_compact();
  return static_cast<int>(sent::program::run({argv, static_cast<std::size_t>(argc)}));
}
