// SPDX-License-Identifier: Apache-2.0

#include "ship/file/file_transport.hpp"

#include <memory>
#include <utility>

#include "ship/file/ndjson_file.hpp"

namespace sent::ship::file {

namespace {

std::string lines_of(const encode::Batch& batch) {
  std::string lines;
  lines.reserve(batch.body().size() + 1);
  for (std::size_t i = 0; i < batch.events(); ++i) {
    lines += batch.event(i);
    lines += '\n';
  }
  return lines;
}

class FileTransport final : public Transport {
 public:
  explicit FileTransport(std::shared_ptr<NdjsonFile> file) : file_(std::move(file)) {}

  Answer post(const encode::Batch& batch, std::stop_token stop) override {
    if (stop.stop_requested()) return NoReply{NoReply::Kind::unreachable, "writing a batch: stopped"};
    if (auto fault = file_->append(lines_of(batch), stop)) return NoReply{NoReply::Kind::unwritable, *std::move(fault)};
    return Reply{200, {}, {}};
  }

 private:
  std::shared_ptr<NdjsonFile> file_;
};

}  // namespace

TransportFactory make_file_transports(const config::Config::Sink& sink) {
  return [file = std::make_shared<NdjsonFile>(sink.path)] { return std::make_unique<FileTransport>(file); };
}

}  // namespace sent::ship::file
