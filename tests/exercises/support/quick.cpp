#include "exercises/support/quick.hpp"

template class std::basic_string<char>;
template class std::vector<std::string>;
template class std::unique_ptr<std::string>;
template class std::unique_ptr<std::stringstream>;
template class std::function<void()>;
template class std::function<void(const std::string&)>;
template class std::chrono::duration<long, std::nano>;
template class std::chrono::time_point<std::chrono::steady_clock>;

namespace unroll::check {
namespace {

class Body final : public testing::Test {
 public:
  explicit Body(void (*body)()) : body_(body) {}
  void TestBody() override { body_(); }

 private:
  void (*body_)();
};

}  // namespace

Registered::Registered(const char* suite, const char* name, const char* file, int line, void (*body)()) {
  testing::RegisterTest(suite, name, nullptr, nullptr, file, line,
                        [body]() -> testing::Test* { return new Body(body); });
}

}  // namespace unroll::check
