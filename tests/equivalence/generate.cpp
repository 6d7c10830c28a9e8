#include "generate.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "random.hpp"

namespace unroll::equivalence {
namespace {

struct Weight {
  Kind kind;
  int level;
  int weight;
};

constexpr std::array<Weight, 7> inner_forms{{{Kind::seq, 1, 6},
                                             {Kind::all, 1, 3},
                                             {Kind::catch_, 2, 4},
                                             {Kind::finally, 2, 5},
                                             {Kind::group, 3, 4},
                                             {Kind::race, 3, 4},
                                             {Kind::timeout, 3, 4}}};

class Generator {
 public:
  Generator(std::uint64_t seed, int level) : random_(seed), level_(level) {}

  Program generate() {
    if (level_ == 0 || random_.chance(10))
      rounds();
    else
      tree();
    return builder_.take();
  }

 private:
  // A program that 01_queue speaks.
  void rounds() {
    const bool flat = random_.chance(75);
    builder_.open(Kind::seq);
    if (random_.chance(50)) emit();
    fork_in_rounds(flat ? 0 : 2);
    if (random_.chance(50)) emit();
    builder_.close();
  }

  void fork_in_rounds(int deeper) {
    builder_.open(Kind::all);
    for (int branches = random_.between(1, 5); branches > 0; --branches) branch_in_rounds(deeper, 6);
    builder_.close();
  }

  void branch_in_rounds(int deeper, int most) {
    builder_.open(Kind::seq);
    for (int steps = random_.between(0, most); steps > 0; --steps) {
      if (deeper > 0 && random_.chance(20))
        fork_in_rounds(deeper - 1);
      else if (most > 2 && random_.chance(10))
        branch_in_rounds(deeper, 2);
      else if (random_.chance(50))
        builder_.leaf(Kind::sleep, Milliseconds{0});
      else
        emit();
    }
    builder_.close();
  }

  void tree() {
    level_ = std::max({random_.between(1, level_), random_.between(1, level_), random_.between(1, level_)});
    tidy_ = !random_.chance(10);
    gives_way_ = random_.chance(10);
    piece(random_.chance(10) ? random_.between(40, 100) : random_.between(4, 40), false);
  }

  // About `size` nodes. `waits_first`: it writes nothing and does not end before its first wait.
  void piece(int size, bool waits_first) {
    if (size < 3) return leaf(waits_first);
    const Kind kind = inner_form();
    builder_.open(kind, kind == Kind::timeout ? limit(size) : Milliseconds{0});
    switch (kind) {
      case Kind::catch_:
        piece(size * 2 / 3, waits_first);
        piece(size / 3, false);
        break;
      case Kind::finally:
        piece(size - 2, waits_first);
        clean_up();
        break;
      case Kind::timeout: piece(size - 1, tidy_); break;
      case Kind::seq: steps(size - 1, waits_first); break;
      default: branches(size - 1); break;
    }
    builder_.close();
  }

  Kind inner_form() {
    int sum = 0;
    for (const Weight& each : inner_forms) sum += each.level <= level_ ? each.weight : 0;
    int drawn = random_.between(1, sum);
    for (const Weight& each : inner_forms) {
      drawn -= each.level <= level_ ? each.weight : 0;
      if (drawn <= 0) return each.kind;
    }
    return Kind::seq;
  }

  void steps(int size, bool waits_first) {
    const int count = random_.between(1, std::min(size, 5));
    for (int step = 0; step < count; ++step) piece(size / count, waits_first && step == 0);
  }

  void branches(int size) {
    const int count = random_.between(1, std::min(size, 4));
    for (int branch = 0; branch < count; ++branch) piece(size / count, tidy_);
  }

  void leaf(bool waits_first) {
    if (waits_first) return random_.chance(50) ? sleep() : sleep_then_leaf();
    const int drawn = random_.between(1, 100);
    if (level_ > 1 && drawn <= 12) return builder_.leaf(Kind::fail, Milliseconds{0}, error());
    return drawn <= 45 ? sleep() : emit();
  }

  void sleep_then_leaf() {
    builder_.open(Kind::seq);
    sleep();
    leaf(false);
    builder_.close();
  }

  void clean_up() {
    builder_.open(Kind::seq);
    for (int emits = random_.chance(10) ? 0 : random_.between(1, 2); emits > 0; --emits) emit();
    builder_.close();
  }

  void sleep() {
    const bool gives_way = gives_way_ && random_.chance(30);
    builder_.leaf(Kind::sleep, gives_way ? Milliseconds{0} : wait(99'999));
  }

  // What it limits may well take longer, or not.
  Milliseconds limit(int size) { return wait(99'999 * std::clamp(size / 6, 1, 4)); }

  Milliseconds wait(int longest) {
    if (!tidy_) return Milliseconds{random_.between(0, 9)};
    return Milliseconds{random_.between(1'000, longest) | 1};
  }

  void emit() { builder_.leaf(Kind::emit, Milliseconds{0}, label()); }

  std::string label() {
    constexpr std::array<const char*, 6> odd{"",         "\"\\'",   "\xC3\xA4 \xE2\x82\xAC",
                                             "\t\n\x01", "caught:", "ok"};
    ++labels_;
    if (random_.chance(2)) return odd[static_cast<std::size_t>(random_.between(0, 5))];
    return "w" + std::to_string(labels_);
  }

  std::string error() { return "e" + std::to_string(++errors_); }

  Random random_;
  int level_;
  bool tidy_ = true;
  bool gives_way_ = false;
  int labels_ = 0;
  int errors_ = 0;
  Builder builder_;
};

}  // namespace

Program generate(std::uint64_t seed, int level) { return Generator(seed, level).generate(); }

}  // namespace unroll::equivalence
