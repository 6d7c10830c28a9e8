#pragma once

#include <functional>
#include <string>
#include <vector>

namespace unroll::echo_bench {

/// Says on which port it listens, once, when it does.
using Tell = std::function<void(int port)>;

/// An echo server on 127.0.0.1, in one thread. Never returns.
struct Kind {
  std::string name;
  std::function<void(const Tell&)> serve;
};

void serve_here(const Tell& tell);
#if UNROLL_TRACE
void serve_watched(const Tell& tell);
#endif
void serve_bare(const Tell& tell);
#if UNROLL_HAS_ASIO
void serve_asio(const Tell& tell);
#endif
#if UNROLL_HAS_UV
void serve_uv(const Tell& tell);
#endif

/// Starts `count` tasks that sleep, then calls `ready` and never returns.
void sleep_here(std::size_t count, const std::function<void()>& ready);
#if UNROLL_HAS_ASIO
void sleep_asio(std::size_t count, const std::function<void()>& ready);
#endif

}  // namespace unroll::echo_bench
