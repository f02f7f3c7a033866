// SPDX-License-Identifier: Apache-2.0

// Loaded before libc, it stands in for a name server that does not answer for one name. Each lookup of that name
// creates the file SENT_LOOKUP_SIGN first.

#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

extern "C" int own_getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                               addrinfo** result) __asm__("getaddrinfo");

extern "C" int own_getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** result) {
  if (name != nullptr && std::strcmp(name, "unanswered.test") == 0) {
    if (const char* const sign = std::getenv("SENT_LOOKUP_SIGN")) ::close(::open(sign, O_CREAT | O_WRONLY, 0600));
    while (true) ::pause();
  }
  static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(name, service, hints, result);
}
