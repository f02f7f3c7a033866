// A database of its own for each test, with the contract's reference tables in schema source_data and a
// ledger; dropped at the end.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sent {

class TestDatabase {
 public:
  enum class With { contract_and_ledger, contract, nothing };

  explicit TestDatabase(With with = With::contract_and_ledger);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string url() const;
  // One or several statements, search_path source_data. Throws with the server's message.
  void exec(const std::string& sql);
  std::vector<std::vector<std::optional<std::string>>> query(const std::string& sql);
  // Of one row and column.
  std::string value(const std::string& sql);
  // sql/sample/sample.sql, for the day `day`.
  void load_sample(const std::string& day);

 private:
  struct Closer {
    void operator()(void* connection) const;
  };
  std::string name_;
  std::unique_ptr<void, Closer> connection_;
};

}  // namespace sent
