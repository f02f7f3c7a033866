# SPDX-License-Identifier: Apache-2.0
# Compiles the rules of config/tracking-plan into the program, so that it needs no other file.
file(GLOB SENT_RULE_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/config/tracking-plan/*.json)
list(SORT SENT_RULE_FILES)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SENT_RULE_FILES})

set(SENT_TRACKING_PLAN_SOURCE ${CMAKE_BINARY_DIR}/generated/tracking_plan/built_in.cpp)
set(all "")
set(count 0)
foreach(file IN LISTS SENT_RULE_FILES)
  file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${file})
  file(READ ${file} text)
  string(APPEND all "    BuiltInRule{\"${name}\", R\"rule(${text})rule\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
string(CONCAT header "#pragma once\n\n#include <array>\n#include <string_view>\n\nnamespace sent::tracking_plan {\n\n"
  "struct BuiltInRule {\n  std::string_view file;\n  std::string_view text;\n};\n\n"
  "// In order of file names.\nconst std::array<BuiltInRule, ${count}>& built_in_rules();\n\n}  // namespace sent::tracking_plan\n")
string(CONCAT source "#include \"tracking_plan/built_in.hpp\"\n\nnamespace sent::tracking_plan {\n\n"
  "const std::array<BuiltInRule, ${count}>& built_in_rules() {\n"
  "  static const std::array<BuiltInRule, ${count}> all{{\n${all}  }};\n  return all;\n}\n\n}  // namespace sent::tracking_plan\n")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/tracking_plan/built_in.hpp CONTENT "${header}" @ONLY)
file(GENERATE OUTPUT ${SENT_TRACKING_PLAN_SOURCE} CONTENT "${source}")
