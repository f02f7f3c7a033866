# SPDX-License-Identifier: Apache-2.0
# The clang of this system, for the presets `fuzz`, `clang` and `lint`.
include(${CMAKE_CURRENT_LIST_DIR}/system.cmake)
sent_of_system(CLANG version)
if(version)
  set(CMAKE_CXX_COMPILER clang++-${version})
else()
  set(CMAKE_CXX_COMPILER clang++)
endif()
