# SPDX-License-Identifier: Apache-2.0
# GCC names its temporary files without quotes: in what it says of its libraries, which CMake reads, and in the makefile
# of the optimisation at link time. A quote or a blank in TMPDIR makes both unreadable, so these files are in the folder
# that GCC runs in.
set(ENV{TMPDIR} .)
set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env TMPDIR=.)
