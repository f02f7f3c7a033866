// SPDX-License-Identifier: Apache-2.0

#include "postgres/url_fault.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sent::postgres {

namespace {

constexpr std::string_view scheme_end = "://";

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

UrlFault unescaped() {
  return {
      "its user name or password contains a character that is not escaped",
      "write a % in front of the character's two hexadecimal digits: %2F for /, %40 for @, %3A for :, %3F for ?, "
      "%23 for #, %25 for %, %5B and %5D for [ and ], %20 for a blank; or set PGPASSWORD or a password file instead"};
}

UrlFault other_parameter(std::string_view name) {
  const std::string_view hint = name == "schema" ? "leave it out, and set database.schema or ledger.schema"
                                                 : "leave it out; the manual of libpq lists all parameters";
  return {fmt::format("libpq does not know its parameter \"{}\"", name), std::string(hint)};
}

// Where the parameters begin: behind a question mark that a parameter's name and its value follow.
std::size_t end_of_path(std::string_view rest) {
  for (auto at = rest.find('?'); at != std::string_view::npos; at = rest.find('?', at + 1)) {
    const std::string_view name = rest.substr(at + 1, rest.find('=', at) - at - 1);
    if (is_name(name)) return at;
  }
  return rest.size();
}

std::optional<UrlFault> fault_of_parameters(std::string_view parameters,
                                            const std::function<bool(std::string_view)>& is_parameter) {
  while (!parameters.empty()) {
    const std::string_view one = parameters.substr(0, parameters.find('&'));
    parameters.remove_prefix(std::min(parameters.size(), one.size() + 1));
    const std::string_view name = one.substr(0, one.find('='));
    // libpq itself takes the one of JDBC.
    if (name == "ssl" || !is_name(name)) continue;
    if (!is_parameter(name)) return other_parameter(name);
  }
  return std::nullopt;
}

bool has_an_odd_port(std::string_view place) {
  const auto colon = place.rfind(':');
  return place.find('/') == std::string_view::npos && colon != std::string_view::npos &&
         place.find_first_not_of("0123456789", colon + 1) != std::string_view::npos;
}

}  // namespace

std::optional<UrlFault> fault_of_url(std::string_view url, const std::function<bool(std::string_view)>& is_parameter) {
  const auto colon = url.find(scheme_end);
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view scheme = url.substr(0, colon);
  const bool is_ours = scheme == "postgresql" || scheme == "postgres";
  const bool is_dialect =
      scheme.starts_with("postgres") || scheme.starts_with("jdbc:") || scheme.find("sql") != std::string_view::npos;
  if (!is_ours && is_dialect && scheme.size() < 40 && scheme.find_first_of(" =@/?'") == std::string_view::npos) {
    return UrlFault{fmt::format("libpq does not know its scheme \"{}://\"", scheme), "let it begin with postgresql://"};
  }
  if (!is_ours) return std::nullopt;
  const std::string_view rest = url.substr(colon + scheme_end.size());
  const std::size_t path_end = end_of_path(rest);
  const std::string_view place = rest.substr(0, path_end);
  const auto last_at = place.rfind('@');
  const bool has_user = last_at != std::string_view::npos;
  if (has_user && place.substr(0, last_at).find_first_of("/@") != std::string_view::npos) return unescaped();
  const std::string_view parameters = rest.substr(std::min(rest.size(), path_end + 1));
  // What looks like parameters may be the rest of a password.
  const bool may_hide_a_user = !has_user && parameters.find('@') != std::string_view::npos;
  if (may_hide_a_user && has_an_odd_port(place)) return unescaped();
  const auto fault = fault_of_parameters(parameters, is_parameter);
  return fault && may_hide_a_user ? unescaped() : fault;
}

}  // namespace sent::postgres
