# SPDX-License-Identifier: Apache-2.0
# Repeats no compilation whose input it has seen. ccache accepts precompiled headers only with these four kinds of
# sloppiness and -fpch-preprocess; relative paths let checkouts share results.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
# With optimisation at link time, the program would also name the folder that it is linked in. Of a folder with a quote or
# a dollar sign it still does: GCC writes this option into a makefile, which takes them apart.
if(NOT CMAKE_SOURCE_DIR MATCHES "['$]")
  add_link_options($<$<LINK_LANG_AND_ID:CXX,GNU>:-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=>)
endif()
