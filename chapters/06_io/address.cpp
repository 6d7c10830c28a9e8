#include "06_io/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include "06_io/fd.hpp"

namespace unroll {

namespace {

constexpr std::string_view unix_prefix = "unix:";

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  throw std::invalid_argument("address \"" + text + "\": " + why);
}

in_port_t port_in(const std::string& text, std::string_view digits) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port > 65535)
    refuse(text, "the port is a number from 0 to 65535");
  return htons(static_cast<in_port_t>(port));
}

template <class T>
T& as(sockaddr_storage& storage) {
  return reinterpret_cast<T&>(storage);
}
template <class T>
const T& as(const sockaddr_storage& storage) {
  return reinterpret_cast<const T&>(storage);
}

socklen_t set_unix(sockaddr_storage& storage, const std::string& text) {
  auto& address = as<sockaddr_un>(storage);
  const std::string_view path = std::string_view(text).substr(unix_prefix.size());
  if (path.empty()) refuse(text, "a path is missing: unix:/tmp/socket");
  if (path.size() >= sizeof address.sun_path)
    refuse(text, "the path has " + std::to_string(path.size()) + " bytes, and " +
                     std::to_string(sizeof address.sun_path - 1) + " is the most");
  address.sun_family = AF_UNIX;
  std::copy(path.begin(), path.end(), address.sun_path);
  return static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + 1);
}

socklen_t set_v6(sockaddr_storage& storage, const std::string& text) {
  const auto close = text.find("]:");
  if (close == std::string::npos) refuse(text, "IPv6 is written [::1]:8080");
  auto& address = as<sockaddr_in6>(storage);
  address.sin6_family = AF_INET6;
  address.sin6_port = port_in(text, std::string_view(text).substr(close + 2));
  if (::inet_pton(AF_INET6, text.substr(1, close - 1).c_str(), &address.sin6_addr) != 1)
    refuse(text, "between the brackets is no IPv6 address");
  return sizeof address;
}

socklen_t set_v4(sockaddr_storage& storage, const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos)
    refuse(text, "the port is missing: 127.0.0.1:8080, [::1]:8080 or unix:/path");
  auto& address = as<sockaddr_in>(storage);
  address.sin_family = AF_INET;
  address.sin_port = port_in(text, std::string_view(text).substr(colon + 1));
  if (::inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) != 1)
    refuse(text, "before the port is no IPv4 address; names are not looked up here");
  return sizeof address;
}

socklen_t set(sockaddr_storage& storage, const std::string& text) {
  if (text.find('\0') != std::string::npos) refuse(text.c_str(), "a zero byte follows here");
  if (text.starts_with(unix_prefix)) return set_unix(storage, text);
  return text.starts_with('[') ? set_v6(storage, text) : set_v4(storage, text);
}

template <class Call>
Address ask(Call call, int fd, const char* name) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (call(fd, reinterpret_cast<sockaddr*>(&storage), &size) != 0) throw_errno(name);
  return {storage, size};
}

}  // namespace

Address::Address(const std::string& text) : size_(set(storage_, text)) {}

Address Address::of(int fd) { return ask(::getsockname, fd, "getsockname"); }
Address Address::of_peer(int fd) { return ask(::getpeername, fd, "getpeername"); }

int Address::port() const {
  if (family() == AF_INET) return ntohs(as<sockaddr_in>(storage_).sin_port);
  if (family() == AF_INET6) return ntohs(as<sockaddr_in6>(storage_).sin6_port);
  return 0;
}

std::string Address::text() const {
  if (family() == AF_UNIX) {
    if (size_ <= offsetof(sockaddr_un, sun_path)) return std::string(unix_prefix);
    return std::string(unix_prefix) + as<sockaddr_un>(storage_).sun_path;
  }
  std::array<char, INET6_ADDRSTRLEN> room{};
  const bool v6 = family() == AF_INET6;
  const void* number = v6 ? static_cast<const void*>(&as<sockaddr_in6>(storage_).sin6_addr)
                          : static_cast<const void*>(&as<sockaddr_in>(storage_).sin_addr);
  ::inet_ntop(family(), number, room.data(), room.size());
  const std::string host(room.data());
  return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port());
}

}  // namespace unroll
