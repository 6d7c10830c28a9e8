#include "06_io/listener.hpp"

#include <sys/stat.h>

#include "06_io/io_test.hpp"

namespace unroll {
namespace {

struct ListenerTest : IoTest {
  static std::string path() {
    return testing::TempDir() + "unroll_" + std::to_string(::getpid()) + ".socket";
  }
};

bool is_there(const std::string& path) {
  return std::filesystem::exists(std::filesystem::symlink_status(path));
}

Task<> greets(Listener& listener) {
  Stream stream = co_await listener.accept();
  const std::string name = co_await stream.read_until("\n");
  co_await stream.write_all("hello " + name);
}
Task<> is_greeted(Poller& poller, Address address, std::string name, std::string& answer) {
  Stream stream = co_await connect_to(poller, std::move(address));
  co_await stream.write_all(name + "\n");
  answer = co_await stream.read_all();
}

TEST_F(ListenerTest, AClientIsServedWhateverKindOfAddress) {
  for (const std::string& text : {std::string("127.0.0.1:0"), std::string("[::1]:0"), "unix:" + path()}) {
    SCOPED_TRACE(text);
    Listener listener(poller, Address(text));
    std::string answer;
    wait(together(loop, greets(listener), is_greeted(poller, listener.address(), "Ada", answer)));
    EXPECT_EQ(answer, "hello Ada\n");
  }
}

TEST_F(ListenerTest, PortZeroIsAPortThatTheSystemChooses) {
  const Listener one(poller, Address("127.0.0.1:0"));
  const Listener other(poller, Address("127.0.0.1:0"));
  EXPECT_GT(one.address().port(), 0);
  EXPECT_NE(one.address().port(), other.address().port());
  EXPECT_EQ(one.address().text(), "127.0.0.1:" + std::to_string(one.address().port()));
}

TEST_F(ListenerTest, AnAddressThatIsTakenIsNamed) {
  const Listener first(poller, Address("127.0.0.1:0"));
  EXPECT_EQ(words_of([&] { Listener(poller, first.address()); }),
            "bind to " + first.address().text() + ": Address already in use");
  const Listener unix_first(poller, Address("unix:" + path()));
  EXPECT_EQ(words_of([&] { Listener(poller, unix_first.address()); }),
            "bind to unix:" + path() + ": Address already in use");
  EXPECT_TRUE(is_there(path())) << "the first one's file stays";
}

TEST_F(ListenerTest, AnAddressOfSomebodyElseIsNamed) {
  EXPECT_EQ(words_of([&] { Listener(poller, Address("192.0.2.1:1")); }),
            "bind to 192.0.2.1:1: Cannot assign requested address");
  EXPECT_EQ(words_of([&] { Listener(poller, Address("unix:/no/such/folder/socket")); }),
            "bind to unix:/no/such/folder/socket: No such file or directory");
}

TEST_F(ListenerTest, AUnixSocketsFileGoesWithIt) {
  {
    Listener listener(poller, Address("unix:" + path()));
    EXPECT_TRUE(is_there(path()));
    Future<Stream> accepting = start(loop, listener.accept());
    run_for(1ms);
    listener.close();
    EXPECT_FALSE(is_there(path())) << "at once, though somebody has still to hear of it";
    const Listener next(poller, Address("unix:" + path()));
    EXPECT_TRUE(is_there(path()));
  }
  EXPECT_FALSE(is_there(path()));
}

TEST_F(ListenerTest, AUnixSocketThatCannotListenLeavesNoFile) {
  for (const Call call : {Call::listen, Call::getsockname, Call::fcntl}) {
    calls::fail_next(call, ENOMEM);
    EXPECT_EQ(code_of([&] { Listener(poller, Address("unix:" + path())); }), std::errc::not_enough_memory);
    EXPECT_FALSE(is_there(path())) << calls::name(call);
  }
}

TEST_F(ListenerTest, NobodyThereIsNamed) {
  const Fd bound(::socket(AF_INET, SOCK_STREAM, 0));  // bound, but listening to nobody
  const Address any("127.0.0.1:0");
  ASSERT_EQ(::bind(bound.get(), any.data(), any.size()), 0);
  const Address address = Address::of(bound.get());
  EXPECT_EQ(words_of([&] { (void)wait(connect_to(poller, address)); }),
            "connect to " + address.text() + ": Connection refused");
  EXPECT_EQ(words_of([&] { (void)wait(connect_to(poller, Address("unix:" + path()))); }),
            "connect to unix:" + path() + ": No such file or directory");
}

TEST_F(ListenerTest, EachSideKnowsTheOther) {
  Pair pair = wait(tcp_pair(poller));
  EXPECT_EQ(pair.here.peer().text(), Address::of(pair.there.fd()).text());
  EXPECT_EQ(pair.there.peer().text(), Address::of(pair.here.fd()).text());
  Connection connection(poller);
  EXPECT_EQ(connection.stream.peer().text(), "unix:") << "somebody without a name";
}

Task<> echo(Stream stream) { co_await stream.write_all(co_await stream.read_all()); }
Task<> serves(Loop& loop, Listener& listener, int clients) {
  Scope scope(loop);
  for (int i = 0; i != clients; ++i) scope.spawn(echo(co_await listener.accept()));
  co_await scope.join();
}
Task<> asks(Poller& poller, Address address, int number, int& answered) {
  Stream stream = co_await connect_to(poller, std::move(address));
  co_await stream.write_all("client " + std::to_string(number));
  stream.shutdown();
  if (co_await stream.read_all() == "client " + std::to_string(number)) ++answered;
}
Task<> storm(Poller& poller, Address address, int clients, int& answered) {
  Scope scope(poller.loop());
  for (int i = 0; i != clients; ++i) scope.spawn(asks(poller, address, i, answered));
  co_await scope.join();
}

TEST_F(ListenerTest, HundredsAtOnceAreAllServed) {
  const std::size_t before = open_descriptors();
  for (const std::string& text : {std::string("127.0.0.1:0"), "unix:" + path()}) {
    Listener listener(poller, Address(text));
    int answered = 0;
    wait(together(loop, serves(loop, listener, 300), storm(poller, listener.address(), 300, answered)));
    EXPECT_EQ(answered, 300);
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(ListenerTest, AClientWhoHasGoneBeforeHeIsAcceptedHarmsNobody) {
  Listener listener(poller, Address("127.0.0.1:0"));
  {
    const Stream gone = wait(connect_to(poller, listener.address()));
    const linger at_once{1, 0};
    ASSERT_EQ(::setsockopt(gone.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
  }
  std::string answer;
  Task<> two = together(loop, greets(listener), is_greeted(poller, listener.address(), "Ada", answer));
  try {
    wait([](Listener& door) -> Task<> {
      Stream stream = co_await door.accept();
      (void)co_await stream.read_all();
    }(listener));
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::connection_reset);
  }
  wait(std::move(two));
  EXPECT_EQ(answer, "hello Ada\n");
}

TEST_F(ListenerTest, AConnectionThatWasLostAtTheDoorIsPassedOver) {
  Listener listener(poller, Address("127.0.0.1:0"));
  for (const int error : {ECONNABORTED, EPROTO, EINTR, EAGAIN, EPERM, ENETDOWN, ENETUNREACH, EHOSTDOWN,
                          EHOSTUNREACH, ENOPROTOOPT, ENONET, EOPNOTSUPP}) {
    SCOPED_TRACE(std::generic_category().message(error));
    calls::fail_next(Call::accept4, error);
    std::string answer;
    wait(together(loop, greets(listener), is_greeted(poller, listener.address(), "Ada", answer)));
    EXPECT_EQ(answer, "hello Ada\n");
  }
  EXPECT_EQ(reports, Steps{});
}

TEST_F(ListenerTest, WhereTooManyStandAtTheDoorOfAUnixSocketTheNextOneWaits) {
  Listener listener(poller, Address("unix:" + path()), 0);
  const Stream first = wait(connect_to(poller, listener.address()));
  Future<Stream> second = start(loop, connect_to(poller, listener.address()));
  run_for(25ms);
  EXPECT_FALSE(second.ready());
  const Stream inside = wait(listener.accept());
  loop.run();
  EXPECT_TRUE(second.get().is_open());
}

TEST_F(ListenerTest, ConnectingIsNotDoneWhenTheSocketIsWritable) {
  Listener listener(poller, Address("127.0.0.1:0"));
  calls::fail_next(Call::getsockopt,
                   ECONNREFUSED);  // what the kernel says of a connection that came to nothing
  EXPECT_EQ(code_of([&] { (void)wait(connect_to(poller, listener.address())); }),
            std::errc::connection_refused);
}

TEST_F(ListenerTest, ClosingEndsWhoAcceptsWithCancelled) {
  Listener listener(poller, Address("127.0.0.1:0"));
  Future<Stream> accepting = start(loop, listener.accept());
  run_for(1ms);
  const Address address = listener.address();
  listener.close();
  loop.run();
  EXPECT_EQ(code_of([&] { (void)accepting.get(); }), std::errc::operation_canceled);
  EXPECT_EQ(code_of([&] { (void)listener.accept(); }), std::errc::bad_file_descriptor);
  EXPECT_EQ(code_of([&] { (void)wait(connect_to(poller, address)); }), std::errc::connection_refused);
}

TEST_F(ListenerTest, AnAcceptThatIsCalledOffLosesNoClient) {
  Listener listener(poller, Address("127.0.0.1:0"));
  {
    const Future<Stream> called_off = start(loop, listener.accept());
  }
  std::string answer;
  Future<void> client = start(loop, is_greeted(poller, listener.address(), "Ada", answer));
  Future<Stream> called_off = start(loop, listener.accept());
  while (calls::made(Call::epoll_wait) == 0) ASSERT_TRUE(loop.run_one());
  called_off = {};
  wait(greets(listener));
  loop.run();
  EXPECT_EQ(answer, "hello Ada\n");
}

TEST_F(ListenerTest, MovedWhileSomebodyAcceptsItGoesOn) {
  Listener listener(poller, Address("127.0.0.1:0"));
  Future<Stream> accepting = start(loop, listener.accept());
  run_for(1ms);
  const Listener there(std::move(listener));
  const Stream client = wait(connect_to(poller, there.address()));
  loop.run();
  EXPECT_TRUE(accepting.get().is_open());
}

}  // namespace
}  // namespace unroll
