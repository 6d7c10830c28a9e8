#include "06_io/address.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace unroll {
namespace {

TEST(Address, IsToldAsItWasSaid) {
  for (const std::string text : {"127.0.0.1:8080", "0.0.0.0:0", "255.255.255.255:65535", "[::1]:8080",
                                 "[::]:0", "[2001:db8::1]:443", "unix:/tmp/socket", "unix:socket"}) {
    EXPECT_EQ(Address(text).text(), text);
  }
}

TEST(Address, KnowsItsFamilyAndPort) {
  EXPECT_EQ(Address("127.0.0.1:8080").family(), AF_INET);
  EXPECT_EQ(Address("127.0.0.1:8080").port(), 8080);
  EXPECT_EQ(Address("[::1]:443").family(), AF_INET6);
  EXPECT_EQ(Address("[::1]:443").port(), 443);
  EXPECT_EQ(Address("unix:/tmp/socket").family(), AF_UNIX);
  EXPECT_EQ(Address("unix:/tmp/socket").port(), 0);
}

struct Bad {
  std::string text;
  std::string why;
};

TEST(Address, ThatIsWrongIsRefusedWithTheReason) {
  const std::string no_port = "the port is missing";
  const std::string bad_port = "the port is a number from 0 to 65535";
  const std::string no_v4 = "before the port is no IPv4 address";
  const std::string no_v6 = "between the brackets is no IPv6 address";
  for (const Bad& bad : {Bad{"", no_port},
                         Bad{"127.0.0.1", no_port},
                         Bad{"8080", no_port},
                         Bad{"localhost:8080", no_v4},
                         Bad{":8080", no_v4},
                         Bad{"127.0.0:8080", no_v4},
                         Bad{"127.0.0.256:8080", no_v4},
                         Bad{" 127.0.0.1:8080", no_v4},
                         Bad{"::1:8080", no_v4},
                         Bad{"127.0.0.1:", bad_port},
                         Bad{"127.0.0.1:65536", bad_port},
                         Bad{"127.0.0.1:-1", bad_port},
                         Bad{"127.0.0.1:+1", bad_port},
                         Bad{"127.0.0.1: 1", bad_port},
                         Bad{"127.0.0.1:80x", bad_port},
                         Bad{"127.0.0.1:http", bad_port},
                         Bad{"127.0.0.1:99999999999999999999", bad_port},
                         Bad{"[::1]", "IPv6 is written [::1]:8080"},
                         Bad{"[::1", "IPv6 is written [::1]:8080"},
                         Bad{"[]:80", no_v6},
                         Bad{"[127.0.0.1]:80", no_v6},
                         Bad{"[::g]:80", no_v6},
                         Bad{"[::1]:", bad_port},
                         Bad{"[::1]:70000", bad_port},
                         Bad{"unix:", "a path is missing"},
                         Bad{"unix:/" + std::string(107, 'x'), "the path has 108 bytes, and 107 is the most"},
                         Bad{std::string("127.0.0.1\0:80", 13), "a zero byte follows here"},
                         Bad{std::string("unix:/tmp\0/x", 12), "a zero byte follows here"}}) {
    try {
      const Address address(bad.text);
      ADD_FAILURE() << bad.text << " was taken for " << address.text();
    } catch (const std::invalid_argument& error) {
      EXPECT_NE(std::string(error.what()).find(bad.why), std::string::npos) << error.what();
      EXPECT_NE(std::string(error.what()).find("address \"" + std::string(bad.text.c_str()) + "\""),
                std::string::npos)
          << error.what();
    }
  }
}

TEST(Address, TheLongestPathIsTaken) {
  const std::string text = "unix:/" + std::string(106, 'x');
  EXPECT_EQ(Address(text).text(), text);
}

}  // namespace
}  // namespace unroll
