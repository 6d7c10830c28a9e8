#include <uv.h>

#include <array>
#include <cstring>

#include "servers.hpp"
#include "sockets.hpp"

namespace unroll::echo_bench {
namespace {

struct Peer {
  uv_tcp_t tcp{};
  uv_write_t write{};
  std::array<char, 4096> room;
};

void close(Peer* peer) {
  auto* const handle = reinterpret_cast<uv_handle_t*>(&peer->tcp);
  if (uv_is_closing(handle) == 0)
    uv_close(handle, [](uv_handle_t* one) { delete static_cast<Peer*>(one->data); });
}

void give_room(uv_handle_t* handle, std::size_t, uv_buf_t* room) {
  auto* const peer = static_cast<Peer*>(handle->data);
  *room = uv_buf_init(peer->room.data(), static_cast<unsigned>(peer->room.size()));
}

void answer(uv_stream_t* stream, ssize_t count, const uv_buf_t* room);

/// Reads on when all is written, so that one buffer is enough.
void read_on(uv_write_t* write, int status) {
  auto* const peer = static_cast<Peer*>(write->data);
  if (status != 0) return close(peer);
  uv_read_start(reinterpret_cast<uv_stream_t*>(&peer->tcp), give_room, answer);
}

void answer(uv_stream_t* stream, ssize_t count, const uv_buf_t* room) {
  auto* const peer = static_cast<Peer*>(stream->data);
  if (count == 0) return;
  if (count < 0) return close(peer);
  uv_buf_t bytes = uv_buf_init(room->base, static_cast<unsigned>(count));
  const int written = uv_try_write(stream, &bytes, 1);
  if (written == count) return;
  uv_read_stop(stream);
  const auto done = static_cast<std::size_t>(written < 0 ? 0 : written);
  bytes = uv_buf_init(room->base + done, static_cast<unsigned>(static_cast<std::size_t>(count) - done));
  peer->write.data = peer;
  uv_write(&peer->write, stream, &bytes, 1, read_on);
}

void welcome(uv_stream_t* listener, int status) {
  if (status < 0) return;
  auto* const peer = new Peer;
  uv_tcp_init(listener->loop, &peer->tcp);
  peer->tcp.data = peer;
  auto* const stream = reinterpret_cast<uv_stream_t*>(&peer->tcp);
  if (uv_accept(listener, stream) != 0) return close(peer);
  uv_tcp_nodelay(&peer->tcp, 1);
  uv_read_start(stream, give_room, answer);
}

}  // namespace

void serve_uv(const Tell& tell) {
  uv_loop_t* const loop = uv_default_loop();
  uv_tcp_t listener{};
  uv_tcp_init(loop, &listener);
  sockaddr_in address = local(0);
  checked(uv_tcp_bind(&listener, reinterpret_cast<const sockaddr*>(&address), 0), "uv_tcp_bind");
  checked(uv_listen(reinterpret_cast<uv_stream_t*>(&listener), 4096, welcome), "uv_listen");
  int size = sizeof address;
  checked(uv_tcp_getsockname(&listener, reinterpret_cast<sockaddr*>(&address), &size), "uv_tcp_getsockname");
  tell(ntohs(address.sin_port));
  uv_run(loop, UV_RUN_DEFAULT);
}

}  // namespace unroll::echo_bench
