// SPDX-License-Identifier: Apache-2.0

#include "http/url.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/authority.hpp"
#include "text/lower_case.hpp"

namespace sent::http {

namespace {

// Blanks, control characters and bytes beyond ASCII would reach the request line unchanged.
bool printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// user:password does not.
bool begins_with_host(std::string_view text) {
  const auto authority = split_authority(text.substr(0, text.find('/')));
  return authority && text.find('@') == std::string_view::npos && (!authority->port || valid_port(*authority->port));
}

}  // namespace

std::string Url::authority() const {
  std::string whole = join_authority(host, port);
  if (port == (tls ? "443" : "80")) whole.resize(whole.size() - port.size() - 1);
  return whole;
}

std::string Url::shown() const {
  return fmt::format("{}://{}{}", tls ? "https" : "http", authority(), target.substr(0, target.find('?')));
}

std::variant<Url, UnusableUrl> parse_url(std::string_view text) {
  Url url;
  const std::string beginning = text::lower_case(text.substr(0, std::string_view("https://").size()));
  url.tls = beginning == "https://";
  if (!url.tls && !beginning.starts_with("http://")) return UnusableUrl{"not http:// or https://"};
  if (!printable(text)) return UnusableUrl{"a character that a URL cannot contain"};
  std::string_view rest = text.substr(text.find("://") + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view authority = rest.substr(0, authority_end);
  if (authority.find('@') != std::string_view::npos) {
    return UnusableUrl{"it must not contain user and password"};
  }
  const auto place = split_authority(authority);
  if (!place) return UnusableUrl{"no host"};
  if (place->port && !valid_port(*place->port)) return UnusableUrl{"the port is not from 1 to 65535"};
  url.host = place->host;
  url.port = place->port ? std::string(*place->port) : url.tls ? "443" : "80";
  url.target = rest.substr(authority_end);
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  return url;
}

std::string url_for_messages(std::string_view text) {
  const std::size_t scheme = text.find("://");
  const bool has_scheme = scheme != std::string_view::npos && text.find_first_of(":/?#@") == scheme;
  const std::size_t begin = has_scheme ? scheme + 3 : 0;
  std::string_view place = text.substr(begin, text.find_first_of("?#", begin) - begin);
  const std::size_t at = text.rfind('@');
  if (at != std::string_view::npos && at >= begin + place.size()) {
    // The @ is part of the query, or ends a password with an unescaped question mark.
    if (!begins_with_host(place)) place = {};
  } else {
    // The last @ of the whole text, not of the authority: a password may contain an unescaped slash.
    place.remove_prefix(place.rfind('@') + 1);
  }
  return std::string(text.substr(0, begin)).append(place);
}

}  // namespace sent::http
