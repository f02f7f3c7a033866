// The usage source on PostgreSQL: COPY over two connections that share one snapshot.

#pragma once

#include <memory>
#include <set>
#include <string>

#include "config/config.hpp"
#include "read/usage_source.hpp"

namespace sent {

// `relations`: those that the schema has, for the optional ones (see read/contract.hpp).
[[nodiscard]] std::unique_ptr<UsageSource> make_postgres_usage_source(const Config& config,
                                                                      std::set<std::string> relations);

}  // namespace sent
