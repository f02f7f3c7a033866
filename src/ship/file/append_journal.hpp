// SPDX-License-Identifier: Apache-2.0

// What a process is about to append to a file, kept beside it until that is done: if the process is killed meanwhile,
// the next one knows which half line is ours, and cuts off nothing else.

#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace sent::ship::file {

// Use it only while the file is locked. Not thread-safe.
//
// The journal is PATH.sent-source-data, of the owner only. Links are not followed, and a file of that name that is not
// a journal stays as it is. If the folder does not allow a new file, there is no journal; then a half line is never
// cut.
class AppendJournal {
 public:
  explicit AppendJournal(const std::string& path) : path_(path + ".sent-source-data") {}

  struct Begun {
    off_t at = 0;  // the end of the file
    std::string lines;
  };
  // Before the append. Returns what went wrong if the disk is full or fails.
  [[nodiscard]] std::optional<std::string> begin(const Begun& append);
  // After the append that begin() announced.
  void end();
  // What was begun by a process that did not reach end(); then it is forgotten.
  [[nodiscard]] std::optional<Begun> take_begun() const;

 private:
  std::string path_;
  bool exists_ = false;  // between begin() and end(), unless the folder does not allow it
};

}  // namespace sent::ship::file
