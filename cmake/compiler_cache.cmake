# Repeats no compilation whose inputs it has seen. ccache takes precompiled headers only when told to, by
# these three slopes and -fpch-preprocess; relative paths let one checkout's results serve another.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
