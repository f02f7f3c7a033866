// SPDX-License-Identifier: Apache-2.0

// What the operator can do if a receiver gives no answer. Values.

#pragma once

#include <string_view>

namespace sent::ship::answer {

inline constexpr std::string_view untrusted_hint =
    "set sink.ca_file to the authority that signed the certificate, or use the name it is for";
inline constexpr std::string_view barred_hint =
    "check sink.proxy, or HTTPS_PROXY and the like, the user and password in it, and that the proxy "
    "allows this receiver; NO_PROXY exempts a receiver from the variables";

}  // namespace sent::ship::answer
