# SPDX-License-Identifier: Apache-2.0
# Manual pages and completion, written by the build from the declarations of command line and settings.
add_executable(sent_manual_writer src/write_manual.cpp)
target_link_libraries(sent_manual_writer PRIVATE sent_core)

set(SENT_MANUAL ${CMAKE_BINARY_DIR}/manual)
set(SENT_MANUAL_PAGES ${SENT_MANUAL}/sent-source-data.1 ${SENT_MANUAL}/sent-source-data.toml.5)
set(SENT_COMPLETION ${SENT_MANUAL}/sent-source-data.bash ${SENT_MANUAL}/_sent-source-data)
find_program(GZIP gzip REQUIRED)
# Uses SOURCE_DATE_EPOCH if that is set.
string(TIMESTAMP SENT_MANUAL_DATE "%Y-%m-%d" UTC)

add_custom_command(OUTPUT ${SENT_MANUAL_PAGES} ${SENT_COMPLETION}
  COMMAND sent_manual_writer ${SENT_MANUAL_DATE} ${SENT_MANUAL} DEPENDS sent_manual_writer VERBATIM)
foreach(page IN LISTS SENT_MANUAL_PAGES)
  # Without name and time, so that the same page always gives the same file.
  add_custom_command(OUTPUT ${page}.gz COMMAND ${GZIP} -9nkf ${page} DEPENDS ${page} VERBATIM)
  list(APPEND SENT_MANUAL_COMPRESSED ${page}.gz)
endforeach()
add_custom_target(manual ALL DEPENDS ${SENT_MANUAL_COMPRESSED} ${SENT_COMPLETION})
