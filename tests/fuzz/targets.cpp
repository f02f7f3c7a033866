// SPDX-License-Identifier: Apache-2.0

#include <array>

#include "fuzz/target.hpp"

namespace sent::tests {

void fuzz_answer(Bytes);
void fuzz_command_line(Bytes);
void fuzz_config_file(Bytes);
void fuzz_copy_row(Bytes);
void fuzz_day(Bytes);
void fuzz_json_text(Bytes);
void fuzz_ndjson_file(Bytes);
void fuzz_no_proxy(Bytes);
void fuzz_planned_event(Bytes);
void fuzz_property_name(Bytes);
void fuzz_proxy(Bytes);
void fuzz_reply_body(Bytes);
void fuzz_retry_after(Bytes);
void fuzz_rule(Bytes);
void fuzz_setting(Bytes);
void fuzz_url(Bytes);
void fuzz_value(Bytes);

std::span<const FuzzTarget> fuzz_targets() {
  static constexpr std::array table{
      FuzzTarget{"answer", fuzz_answer},
      FuzzTarget{"command_line", fuzz_command_line},
      FuzzTarget{"config_file", fuzz_config_file},
      FuzzTarget{"copy_row", fuzz_copy_row},
      FuzzTarget{"day", fuzz_day},
      FuzzTarget{"json_text", fuzz_json_text},
      FuzzTarget{"ndjson_file", fuzz_ndjson_file},
      FuzzTarget{"no_proxy", fuzz_no_proxy},
      FuzzTarget{"planned_event", fuzz_planned_event},
      FuzzTarget{"property_name", fuzz_property_name},
      FuzzTarget{"proxy", fuzz_proxy},
      FuzzTarget{"reply_body", fuzz_reply_body},
      FuzzTarget{"retry_after", fuzz_retry_after},
      FuzzTarget{"rule", fuzz_rule},
      FuzzTarget{"setting", fuzz_setting},
      FuzzTarget{"url", fuzz_url},
      FuzzTarget{"value", fuzz_value},
  };
  return table;
}

}  // namespace sent::tests
