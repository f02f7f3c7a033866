// SPDX-License-Identifier: Apache-2.0

// A file to which events are appended, or standard output. The workers of one shipper share it, and other processes may
// append to the same file.
//
// Standard output is written here, not by io::StandardOutput, because a stop must end the wait for its reader, and an
// event that cannot be written ends the run as one that cannot be sent.

#pragma once

#include <sys/types.h>

#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "ship/file/append_journal.hpp"

namespace sent::ship::file {

// Thread-safe.
class NdjsonFile {
 public:
  // Creates the file, for its owner only, if it does not exist. Cuts off what a killed process of this program has left
  // unfinished, unless another process has locked the file. Does not wait for that process or for the reader of a pipe.
  // Throws Failure(usage) if the file cannot be used, is a link, ends in half a line of another program, or is a pipe
  // without a reader.
  explicit NdjsonFile(const std::string& path);
  ~NdjsonFile();
  NdjsonFile(const NdjsonFile&) = delete;
  NdjsonFile& operator=(const NdjsonFile&) = delete;

  // Appends `lines` after the last whole event and syncs them. Returns what went wrong, if anything did; a regular file
  // then ends where it did before. `stop` ends the wait for the reader of a pipe, and for another process that has
  // locked the file. Throws Failure(usage) if the file ends in half a line of another program.
  [[nodiscard]] std::optional<std::string> append(std::string_view lines, const std::stop_token& stop);

 private:
  // Makes sure that the file ends in a whole line.
  void end_whole(bool locked) const;
  // False if something else was written behind it.
  [[nodiscard]] bool cut_off(const AppendJournal::Begun& begun) const;
  // These return what went wrong, as append() does.
  [[nodiscard]] std::optional<std::string> write_all(std::string_view lines, const std::stop_token& stop) const;
  [[nodiscard]] std::optional<std::string> append_to_regular(std::string_view lines, const std::stop_token& stop);

  const std::string path_;
  AppendJournal journal_;
  bool regular_ = false;
  int fd_ = -1;
  std::mutex mutex_;
};

}  // namespace sent::ship::file
