// SPDX-License-Identifier: Apache-2.0

#include "encode/message_id.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

// RFC 4122, appendix C.
const Uuid dns = parse_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8").value();

// Python: uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), from that language's documentation.
TEST(MessageId, IsAVersion5Uuid) {
  EXPECT_EQ(to_string(encode::name_based_uuid(dns, "python.org")), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST(MessageId, HashesDaySourceAndUserWithUnitSeparators) {
  EXPECT_EQ(encode::message_id(dns, "2026-03-10", "s1", "u1"), encode::name_based_uuid(dns, "2026-03-10\x1fs1\x1fu1"));
  EXPECT_NE(encode::message_id(dns, "2026-03-10", "s", "1u"), encode::message_id(dns, "2026-03-10", "s1", "u"));
}

TEST(MessageId, DependsOnTheNamespace) {
  EXPECT_NE(encode::message_id(dns, "2026-03-10", "s", "u"), encode::message_id(Uuid{}, "2026-03-10", "s", "u"));
}

TEST(Uuid, ReadsEitherCaseAndRefusesAnythingElse) {
  EXPECT_EQ(to_string(parse_uuid("6BA7B810-9DAD-11D1-80B4-00C04FD430C8").value()), to_string(dns));
  EXPECT_FALSE(parse_uuid(""));
  EXPECT_FALSE(parse_uuid("6ba7b8109-dad-11d1-80b4-00c04fd430c8"));
  EXPECT_FALSE(parse_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430cg"));
}

}  // namespace
}  // namespace sent::tests
