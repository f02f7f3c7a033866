// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/success_body.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "encode/gzip.hpp"
#include "ship/answer/verdict.hpp"
#include "support/samples/sample_sink.hpp"

namespace sent::tests {
namespace {

using ship::answer::SuccessForm;
using Preset = config::Preset;
using Kind = ship::answer::Verdict::Kind;

const std::string own_address = "https://receiver.test/v1/batch";
const std::string segment_us = "https://api.segment.io/v1/batch";
const std::string segment_eu = "https://events.eu1.segmentapis.com/v1/batch";

ship::answer::Verdict judged(SuccessForm form, std::string body, std::string type = {}) {
  return ship::answer::judge(http::Reply{200, std::move(body), {}, std::move(type)}, {}, {}, form);
}

void expect_kinds(SuccessForm form, Kind kind, const std::vector<std::string>& bodies) {
  for (const std::string& body : bodies) EXPECT_EQ(judged(form, body).kind, kind) << body;
}

TEST(SuccessBody, HasTheFormOfThePresetsReceiver) {
  const auto form = [](Preset preset, const std::string& url) {
    return ship::answer::success_form_of(sink_of(preset, url));
  };
  EXPECT_EQ(form(Preset::segment_us, segment_us), SuccessForm::success_true);
  EXPECT_EQ(form(Preset::segment_eu, segment_eu), SuccessForm::success_true);
  EXPECT_EQ(form(Preset::segment_us, "https://API.segment.io:443/v1/batch"), SuccessForm::success_true);
  EXPECT_EQ(form(Preset::segment_us, own_address), SuccessForm::anything);
  EXPECT_EQ(form(Preset::segment_eu, segment_us), SuccessForm::anything);
  EXPECT_EQ(form(Preset::rudderstack, own_address), SuccessForm::text_ok);
  EXPECT_EQ(form(Preset::jitsu, own_address), SuccessForm::ok);
  EXPECT_EQ(form(Preset::custom, segment_us), SuccessForm::anything);
  EXPECT_EQ(form(Preset::file, ""), SuccessForm::anything);
}

TEST(SuccessBody, OfSegmentSaysSuccess) {
  expect_kinds(SuccessForm::success_true, Kind::delivered,
               {R"({"success": true})", "\xEF\xBB\xBF {\"success\":true}\n", R"({"success":true,"id":1})"});
  expect_kinds(SuccessForm::success_true, Kind::retry,
               {"", "ok", "{}", "[]", "true", R"("success")", R"({"success":false})", R"({"success":"true"})",
                R"({"ok":true})", R"({"success": tr)", "<html>"});
}

TEST(SuccessBody, OfRudderStackIsOkOrJson) {
  expect_kinds(SuccessForm::text_ok, Kind::delivered, {"ok", "OK", " Ok\r\n", R"("OK")", "{}", R"({"success":true})"});
  expect_kinds(SuccessForm::text_ok, Kind::retry,
               {"", "okay", "welcome", R"("welcome")", R"({"success":false})", R"({"error":"x"})", "<html>"});
}

TEST(SuccessBody, OfJitsuSaysWhetherAllIsOk) {
  expect_kinds(SuccessForm::ok, Kind::delivered,
               {R"({"ok":true,"receivedEvents":1,"okEvents":1})",
                R"({"ok":false,"receivedEvents":2,"okEvents":1,"errors":["Message ID: a: x"]})"});
  expect_kinds(SuccessForm::ok, Kind::retry,
               {"", "ok", "{}", "[]", R"({"success":true})", R"({"ok":false})", R"({"error":"x"})", R"({"ok":tr)"});
  expect_kinds(SuccessForm::ok, Kind::refuse, {R"({"error":"stream not found: for: [slug: ]"})"});
}

TEST(SuccessBody, OfAnyOtherReceiverIsJsonOrTextOrNothing) {
  expect_kinds(SuccessForm::anything, Kind::delivered,
               {"", " \n", "ok", "accepted", "a < b", "{}", "[]", "1", R"({"success":true})", R"({"ok":1})",
                "gr\xC3\xBC\xC3\x9F", std::string(http::max_reply_bytes - 1, 'x') + "\xC3"});
}

TEST(SuccessBody, IsNoWebPage) {
  const std::vector<std::string> pages{"<!doctype html><title>Sign in</title>",
                                       "<!DOCTYPE HTML>",
                                       "<html></html>",
                                       "\xEF\xBB\xBF\r\n <HTML>",
                                       "<?xml version=\"1.0\"?>",
                                       "<!-- x --><p>"};
  for (const SuccessForm form :
       {SuccessForm::anything, SuccessForm::text_ok, SuccessForm::ok, SuccessForm::success_true})
    expect_kinds(form, Kind::retry, pages);
  for (const auto* type : {"text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"}) {
    EXPECT_EQ(judged(SuccessForm::anything, "Please sign in", type).kind, Kind::retry) << type;
    for (const auto* answer : {"", "{}", "ok"})
      EXPECT_EQ(judged(SuccessForm::anything, answer, type).kind, Kind::delivered) << "a server's usual type: " << type;
  }
  EXPECT_EQ(judged(SuccessForm::anything, "Please sign in", "text/plain").kind, Kind::delivered);
  const auto verdict = judged(SuccessForm::anything, "<html>Sign in");
  EXPECT_EQ(verdict.reason, "HTTP 200 with a web page: <html>Sign in");
  EXPECT_NE(verdict.hint.value_or("").find("check sink.url, and whether a proxy or a sign-in page is in between"),
            std::string::npos);
}

TEST(SuccessBody, IsNotDeniedInOtherWords) {
  for (const auto* name : {"success", "ok"}) {
    for (const auto* no : {R"("false")", R"("False")", R"("NO")", R"("0")", "0", "0.0", "false"})
      expect_kinds(SuccessForm::anything, Kind::retry, {fmt::format(R"({{"{}": {}}})", name, no)});
    for (const auto* other : {R"("true")", R"("none lost")", "1", "null", "[]"})
      expect_kinds(SuccessForm::anything, Kind::delivered, {fmt::format(R"({{"{}": {}}})", name, other)});
  }
}

TEST(SuccessBody, IsNeitherCompressedNorBinary) {
  const std::string packed = encode::Gzip(3).compress(R"({"success": true})");
  for (const std::string& body : {packed, std::string("o\0k", 3), std::string("\xFF\xFE"), std::string("\x01")}) {
    EXPECT_EQ(judged(SuccessForm::anything, body).kind, Kind::retry);
    EXPECT_EQ(judged(SuccessForm::anything, body).reason, "HTTP 200 with a compressed or binary body");
  }
}

}  // namespace
}  // namespace sent::tests
