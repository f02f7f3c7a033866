# SPDX-License-Identifier: Apache-2.0
# Optimisation at link time, in any folder and with any TMPDIR: GCC writes a makefile for it, without quoting names.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # The names of its temporary files; so they are in the build's folder, by a relative name.
  set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env TMPDIR=.)
  # Without this option, the program contains the name of the folder that it is linked in.
  if(NOT CMAKE_SOURCE_DIR MATCHES "['$]")
    add_link_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
  endif()
endif()
