// The name that was probably meant.

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sent {

// Of `names`, the one with the smallest edit distance to `name`; empty when none is near. Pure.
[[nodiscard]] std::string nearest_name(std::string_view name, std::span<const std::string> names);

}  // namespace sent
