// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/secrets.hpp"

#include <algorithm>

#include "http/base64.hpp"

namespace sent::ship::answer {

namespace {

constexpr std::size_t shortest_secret = 4;
constexpr std::string_view placeholder = "[secret]";

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result;
  for (std::size_t found = text.find(what); found != std::string_view::npos; found = text.find(what)) {
    result.append(text.substr(0, found)).append(by);
    text.remove_prefix(found + what.size());
  }
  return result.append(text);
}

// Without the padding, which some software omits.
std::string of_basic_authentication(std::string_view user_and_password) {
  std::string text = http::base64(user_and_password);
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

}  // namespace

Secrets::Secrets(const config::Config::Sink& sink) {
  if (sink.write_key) {
    add(*sink.write_key);
    add(of_basic_authentication(*sink.write_key + ":"));
  }
  if (sink.proxy && sink.proxy->credentials) {
    const std::string& credentials = *sink.proxy->credentials;
    add(credentials);
    add(std::string_view(credentials).substr(credentials.find(':') + 1));
    add(of_basic_authentication(credentials));
  }
  if (const auto query = sink.url.find('?'); query != std::string::npos)
    add(std::string_view(sink.url).substr(query + 1));
  std::ranges::stable_sort(forms_, std::ranges::greater(), &std::string::size);
}

void Secrets::add(std::string_view secret) {
  if (secret.size() < shortest_secret) return;
  forms_.emplace_back(secret);
  if (secret.find('/') != std::string_view::npos) forms_.push_back(replaced(secret, "/", "\\/"));
}

std::string Secrets::hidden_in(std::string_view text) const {
  std::string result(text);
  for (const std::string& form : forms_) result = replaced(result, form, placeholder);
  return result;
}

}  // namespace sent::ship::answer
