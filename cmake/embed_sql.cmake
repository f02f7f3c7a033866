# SPDX-License-Identifier: Apache-2.0
# Compiles every statement of sql/ into the program: sql/read/sources.sql becomes sent::sql::read_sources, and
# sql/ledger/days/open_day.sql becomes sent::sql::ledger_open_day. Excludes the files that psql runs.
file(GLOB_RECURSE SENT_SQL_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/*.sql)
list(FILTER SENT_SQL_FILES EXCLUDE REGEX "/sql/(examples/|sample/|roles\\.sql$)")
list(SORT SENT_SQL_FILES)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SENT_SQL_FILES})

set(SENT_SQL_SOURCE ${CMAKE_BINARY_DIR}/generated/sql/statements.cpp)
set(header "#pragma once\n\n#include <array>\n#include <string_view>\n\nnamespace sent::sql {\n\n")
set(source "#include \"sql/statements.hpp\"\n\nnamespace sent::sql {\n\n")
set(all "")
set(count 0)
foreach(file IN LISTS SENT_SQL_FILES)
  file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR}/sql ${file})
  file(READ ${file} text)
  string(REGEX REPLACE "\\.sql$" "" id ${name})
  string(REGEX REPLACE "^([^/]+)/.*/" "\\1/" id ${id})
  string(REGEX REPLACE "[^A-Za-z0-9]" "_" id ${id})
  string(APPEND header "extern const std::string_view ${id};\n")
  string(APPEND source "const std::string_view ${id} = R\"sql(${text})sql\";\n\n")
  string(APPEND all "    Statement{\"${name}\", ${id}},\n")
  math(EXPR count "${count} + 1")
endforeach()
string(APPEND header "\nstruct Statement {\n  std::string_view file;\n  std::string_view text;\n};\n\n"
  "// Every statement with its file, in order of file names.\n"
  "const std::array<Statement, ${count}>& statements();\n\n}  // namespace sent::sql\n")
string(APPEND source "const std::array<Statement, ${count}>& statements() {\n"
  "  static const std::array<Statement, ${count}> all{{\n${all}  }};\n  return all;\n}\n\n}  // namespace sent::sql\n")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/sql/statements.hpp CONTENT "${header}" @ONLY)
file(GENERATE OUTPUT ${SENT_SQL_SOURCE} CONTENT "${source}")
