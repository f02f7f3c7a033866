# SPDX-License-Identifier: Apache-2.0
# What deploy/packages.sh, the only place for names and numbers that differ from system to system, says of this one.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/../deploy/packages.sh)

# sent_of_system(VARIABLE RESULT): RESULT is empty on a system that is unknown there.
function(sent_of_system variable result)
  execute_process(COMMAND sh -c ". deploy/packages.sh && echo \$${variable}" OUTPUT_VARIABLE value
    WORKING_DIRECTORY ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/.. OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  set(${result} "${value}" PARENT_SCOPE)
endfunction()
