// SPDX-License-Identifier: Apache-2.0

// A rule's schema, made ready to check many events.
//
// What a schema says of an object's properties one by one (properties, patternProperties, additionalProperties,
// required) is taken apart here: so each property that is wrong is told, not the first only, and a pattern is compiled
// once and looked for once in each name. Everything else is valijson's, such as what a schema says of an object as a
// whole; that both agree is tested.

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

// Not thread-safe: it remembers names and values.
class Schema {
 public:
  // Throws Failure(usage) when `schema` is none; `pointer` says where it is.
  explicit Schema(const nlohmann::json& schema, std::string_view pointer = {});
  Schema(Schema&&) noexcept;
  ~Schema();

  // Appends what is wrong with `value`, which is at `pointer`, in the order of names; nothing when it is right.
  void check(const nlohmann::json& value, std::string_view pointer, std::vector<Violation>& violations);
  // A value without parts: a shorter way to the same answer.
  [[nodiscard]] bool accepts(const Scalar& value);
  // Whether it accepts whatever there is.
  [[nodiscard]] bool is_open() const { return open_; }
  // Null when it is not one that is taken apart.
  [[nodiscard]] ObjectSchema* object() { return object_.get(); }

 private:
  bool open_;
  std::unique_ptr<ObjectSchema> object_;
  std::optional<ValueSchema> value_;
};

class ObjectSchema {
 public:
  // Whether `schema` is for objects, and says something of their properties.
  [[nodiscard]] static bool suits(const nlohmann::json& schema);

  ObjectSchema(const nlohmann::json& schema, std::string_view pointer);
  ~ObjectSchema();

  void check(const nlohmann::json& object, std::string_view pointer, std::vector<Violation>& violations);

  // Of one property; valid until the next call of member().
  struct Member {
    std::vector<Schema*> schemas;  // all of them must accept
    bool allowed = true;
    bool required = false;

    [[nodiscard]] bool accepts(const Scalar& value) const;
  };
  [[nodiscard]] const Member& member(std::string_view name);
  [[nodiscard]] std::size_t required() const { return required_.size(); }
  // Whether the schema speaks of the object as a whole too: its properties do not decide alone.
  [[nodiscard]] bool has_rest() const { return rest_.has_value(); }
  // A value that is no object.
  [[nodiscard]] bool accepts(const Scalar& value) { return !is_typed_ && (!rest_ || rest_->accepts(value)); }
  // Null when it has no schema of its own name.
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
  std::optional<Schema> others_;                              // none: they are not allowed
  std::map<std::string, std::string, std::less<>> required_;  // and what is expected there
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  boost::unordered_flat_map<std::string, Member, TextHash, std::equal_to<>> known_;
  Member unknown_;  // the last one whose name is too long to be remembered
};

}  // namespace sent::tracking_plan::schema
