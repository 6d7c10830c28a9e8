#include "08_monitor/output.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "08_monitor/views.hpp"

namespace unroll::monitor {
namespace {

/// The pieces in which it was handed on.
struct Pieces {
  static void add(void* to, const char* text, std::size_t size) {
    static_cast<Pieces*>(to)->all.emplace_back(text, size);
  }
  std::vector<std::size_t> sizes() const {
    std::vector<std::size_t> sizes;
    for (const std::string& one : all) sizes.push_back(one.size());
    return sizes;
  }
  std::string text() const {
    std::string text;
    for (const std::string& one : all) text += one;
    return text;
  }
  std::vector<std::string> all;
};

TEST(Output, HandsOnInPiecesOf1024BytesAndTheRestAtItsEnd) {
  std::string text;
  for (int i = 0; text.size() < 3000; ++i) text += std::to_string(i) + " ";
  text.resize(3000);
  Pieces pieces;
  {
    Output out(Pieces::add, &pieces);
    out << text;
    EXPECT_EQ(pieces.sizes(), (std::vector<std::size_t>{1024, 1024}));
  }
  EXPECT_EQ(pieces.sizes(), (std::vector<std::size_t>{1024, 1024, 952}));
  EXPECT_EQ(pieces.text(), text);
}

TEST(Output, OfAPieceThatIsJustFullNothingIsLeft) {
  Pieces pieces;
  {
    Output out(Pieces::add, &pieces);
    for (int i = 0; i != 1024; ++i) out << "x";
  }
  EXPECT_EQ(pieces.sizes(), std::vector<std::size_t>{1024});
}

TEST(Output, OfNothingNothingIsHandedOn) {
  Pieces pieces;
  {
    Output out(Pieces::add, &pieces);
    out << "";
  }
  EXPECT_EQ(pieces.sizes(), std::vector<std::size_t>{});
}

TEST(Output, APlaceThatIsNotKnownIsSaidToBeNone) {
  Pieces pieces;
  {
    Output out(Pieces::add, &pieces);
    out << Place{};
  }
  EXPECT_EQ(pieces.text(), "a place not known here");
}

std::string as_json(const Report& report) {
  Pieces pieces;
  {
    Output out(Pieces::add, &pieces);
    report_as_json(out, report);
  }
  return pieces.text();
}

TEST(Report, AsJsonItIsOneLineWhateverItsNameIs) {
  Report report;
  report.kind = Report::Kind::never_awaited;
  report.at = Micros(7);
  report.place = "a \"b\".cpp:1";
  report.name = "C:\\new";
  report.text = "two\nlines\tand a tab\n";
  EXPECT_EQ(as_json(report), R"({"kind":"never awaited","at_us":7,"took_us":0,"place":"a \"b\".cpp:1",)"
                             R"("name":"C:\\new","text":"two lines and a tab "})"
                             "\n");
}

}  // namespace
}  // namespace unroll::monitor
