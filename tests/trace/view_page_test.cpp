#include <gtest/gtest.h>

#include "00_trace/view/page.hpp"
#include "00_trace/view/text_view.hpp"

namespace unroll::view {
namespace {

Recording kept(const std::string& name) { return read_recording(std::string(VIEWS) + name + ".json"); }

TEST(Page, KeepsEveryStepOfTheRecording) {
  for (const char* const name : {"breakfast", "hello", "letter", "two_threads", "workers"})
    EXPECT_EQ(text_view(recording_from(json_of(kept(name)))), text_view(kept(name)));
}

TEST(Page, IsSmallerThanTheRecordingWithWhatOnlyOtherViewersRead) {
  EXPECT_EQ(json_of(kept("breakfast")).find("\"ph\":\"C\""), std::string::npos);
  EXPECT_EQ(json_of(kept("breakfast")).find("\"ph\":\"s\""), std::string::npos);
}

TEST(Page, SaysWhyARecordingEndsEarly) {
  const std::string whole = json_of(kept("breakfast"));
  const Recording recording = recording_from(whole.substr(0, whole.size() / 2));
  ASSERT_TRUE(recording.cut_off);
  EXPECT_EQ(text_view(recording_from(json_of(recording))), text_view(recording));
}

TEST(Page, EndsNoScriptWhateverTheProgramPrints) {
  const Recording recording = recording_from(
      R"({"traceEvents":[{"ph":"i","name":"</script>","args":{"k":"print","text":"</script><!-- \u001b \\ \""}}],
      "otherData":{"title":"a<b>&"},"unrollTrace":{"version":1,"sources":[{"file":"</a>","text":"</script>"}]}})");
  EXPECT_EQ(json_of(recording).find('<'), std::string::npos);
  EXPECT_EQ(text_view(recording_from(json_of(recording))), text_view(recording));
  EXPECT_EQ(page(recording, "").find("</script><!--"), std::string::npos);
  EXPECT_NE(page(recording, "").find("<title>a&lt;b>&amp;</title>"), std::string::npos);
}

TEST(Page, HasThePlayerAndForWhoeverCannotRunItThePictureAndTheText) {
  const std::string text = page(kept("breakfast"), "<svg>the picture</svg>");
  EXPECT_NE(text.find("customElements.define('unroll-player'"), std::string::npos);
  EXPECT_NE(text.find("<svg>the picture</svg>"), std::string::npos);
  EXPECT_NE(text.find("brew() waits for 'kettle'"), std::string::npos);
}

TEST(Page, AsksNobodyForAnything) {
  const std::string text = page(kept("breakfast"), "");
  for (const char* const address : {"http://", "https://", " src=\"", "@import"})
    EXPECT_EQ(text.find(address), std::string::npos) << address;
}

}  // namespace
}  // namespace unroll::view
