// SPDX-License-Identifier: Apache-2.0

#include "job/start/transports.hpp"

#include "ship/file/file_transport.hpp"

namespace sent::job::start {

ship::TransportFactory transports_of(const config::Config& config) {
  return config.sink.preset == config::Preset::file ? ship::file::make_file_transports(config.sink)
                                                    : ship::make_http_transports(config.sink, user_agent);
}

}  // namespace sent::job::start
