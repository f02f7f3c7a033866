#include "support/tinyproxy.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace sent {

namespace {

// Starts the proxy of the folder, $0; stops it by its process id when its own input ends.
constexpr const char* guard_script = R"sh(
as=
[ "$(id -u)" -ne 0 ] || as="setpriv --reuid=nobody --regid=nogroup --clear-groups --"
$as tinyproxy -d -c "$0/conf" >"$0/log" 2>&1 </dev/null &
cat
kill -KILL "$!"
wait "$!"
rm -rf "$0"
)sh";

int free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no free port");
  }
  close(listener);
  return ntohs(address.sin_port);
}

std::string make_folder() {
  std::string pattern = "/tmp/sent-source-data-proxy-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr || chmod(pattern.c_str(), 0755) != 0) throw std::runtime_error("mkdtemp failed");
  return pattern;
}

std::string configuration(const Tinyproxy::Options& options, int port) {
  std::string text = fmt::format("Port {}\nListen 127.0.0.1\nAllow 127.0.0.1\nMaxClients 100\nTimeout 600\nLogLevel Info\n", port);
  if (!options.user.empty()) text += fmt::format("BasicAuth {} {}\n", options.user, options.password);
  if (options.connect_port == 0) return text + "ConnectPort 443\nConnectPort 563\n";
  return text + fmt::format("ConnectPort {}\n", options.connect_port);
}

}  // namespace

Tinyproxy::Tinyproxy(const Options& options) : folder_(make_folder()), port_(free_port()) {
  std::ofstream(folder_ + "/conf") << configuration(options, port_);
  start_guard();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!runs()) {
    if (std::chrono::steady_clock::now() > deadline) {
      stop();
      throw std::runtime_error("tinyproxy does not start");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

bool Tinyproxy::runs() const { return logged("Accepting connections") > 0; }

void Tinyproxy::start_guard() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  guard_ = fork();
  if (guard_ < 0) throw std::runtime_error("fork failed");
  if (guard_ == 0) {
    setsid();  // whoever kills this process' group does not kill the guard
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(ends[0], STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execl("/bin/sh", "sh", "-c", guard_script, folder_.c_str(), nullptr);
    _exit(127);
  }
  close(ends[0]);
  lifeline_ = ends[1];
}

void Tinyproxy::stop() {
  if (guard_ < 0) return;
  close(lifeline_);
  waitpid(guard_, nullptr, 0);
  guard_ = -1;
}

std::string Tinyproxy::place() const { return fmt::format("127.0.0.1:{}", port_); }

std::string Tinyproxy::url(const std::string& user_info) const {
  return fmt::format("http://{}{}", user_info, place());
}

int Tinyproxy::logged(const std::string& part) const {
  std::ifstream log(folder_ + "/log");
  int count = 0;
  for (std::string line; std::getline(log, line);) {
    if (line.find(part) != std::string::npos) ++count;
  }
  return count;
}

}  // namespace sent
