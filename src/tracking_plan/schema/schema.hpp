// SPDX-License-Identifier: Apache-2.0

// A rule's schema, prepared to check many events.
//
// This code handles the keywords about single properties itself (properties, patternProperties, additionalProperties,
// required): so every wrong property is reported, not only the first, and each pattern is compiled once and matched
// once against each name. valijson handles everything else, including keywords about an object as a whole. A test
// checks that both agree.

#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tracking_plan/schema/scalar.hpp"
#include "tracking_plan/schema/value_schema.hpp"
#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan::schema {

class ObjectSchema;

// Not thread-safe: it remembers names and values that it has seen.
class Schema {
 public:
  // Throws Failure(usage) if `schema` is not a schema. `pointer` is its place, for the message.
  explicit Schema(const nlohmann::json& schema, std::string_view pointer = {});
  Schema(Schema&&) noexcept;
  ~Schema();

  // Appends the violations of `value`, which is at `pointer`, ordered by property name.
  void check(const nlohmann::json& value, std::string_view pointer, std::vector<Violation>& violations);
  // Whether check() would find no violation; faster.
  [[nodiscard]] bool accepts(const Scalar& value);
  // Whether it accepts every value.
  [[nodiscard]] bool is_open() const { return open_; }
  // Null unless ObjectSchema::suits() the schema.
  [[nodiscard]] ObjectSchema* object() { return object_.get(); }

 private:
  bool open_;
  std::unique_ptr<ObjectSchema> object_;
  std::optional<ValueSchema> value_;
};

// A schema for objects. Not thread-safe.
class ObjectSchema {
 public:
  // Whether `schema` is for objects and has keywords about their properties.
  [[nodiscard]] static bool suits(const nlohmann::json& schema);

  ObjectSchema(const nlohmann::json& schema, std::string_view pointer);
  ~ObjectSchema();

  void check(const nlohmann::json& object, std::string_view pointer, std::vector<Violation>& violations);

  // The rules for one property. Valid until the next call of member().
  struct Member {
    std::vector<Schema*> schemas;  // all of them must accept
    bool allowed = true;
    bool required = false;

    [[nodiscard]] bool accepts(const Scalar& value) const;
  };
  [[nodiscard]] const Member& member(std::string_view name);
  [[nodiscard]] std::size_t required() const { return required_.size(); }
  // Whether the schema also has keywords about the object as a whole.
  [[nodiscard]] bool has_rest() const { return rest_.has_value(); }
  // For a value that is not an object.
  [[nodiscard]] bool accepts(const Scalar& value) { return !is_typed_ && (!rest_ || rest_->accepts(value)); }
  // The schema of this name in `properties`; null if there is none.
  [[nodiscard]] Schema* property(std::string_view name);

 private:
  struct Pattern;
  [[nodiscard]] Member resolve(std::string_view name);
  static void check(const Member& member, const nlohmann::json& value, const std::string& pointer,
                    std::vector<Violation>& violations);

  bool is_typed_;
  std::optional<ValueSchema> rest_;
  std::map<std::string, Schema, std::less<>> properties_;
  std::vector<Pattern> patterns_;
  std::optional<Schema> others_;                              // absent: other properties are not allowed
  std::map<std::string, std::string, std::less<>> required_;  // name → expectation
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  boost::unordered_flat_map<std::string, Member, TextHash, std::equal_to<>> known_;
  Member unknown_;  // the last one whose name was too long to remember
};

}  // namespace sent::tracking_plan::schema
