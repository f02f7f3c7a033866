# SPDX-License-Identifier: Apache-2.0
# Compiles the style sheet of the status page into the program, so that the page needs no other file.
set(SENT_STYLE_SHEET ${CMAKE_SOURCE_DIR}/src/command/status/page/style_sheet.css)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SENT_STYLE_SHEET})

set(SENT_STYLE_SHEET_SOURCE ${CMAKE_BINARY_DIR}/generated/command/status/page/style_sheet.cpp)
file(READ ${SENT_STYLE_SHEET} text)
string(CONCAT source "#include \"command/status/page/style_sheet.hpp\"\n\nnamespace sent::command::status::page {\n\n"
  "const std::string_view style_sheet = R\"css(${text})css\";\n\n}  // namespace sent::command::status::page\n")
file(GENERATE OUTPUT ${SENT_STYLE_SHEET_SOURCE} CONTENT "${source}")
