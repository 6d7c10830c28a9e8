"""drive.py ECHO_SERVER CHAT PROMISE: drives the servers of chapter 06 with real clients. Exit status 77: skipped."""

import os
import resource
import shutil
import socket
import struct
import subprocess
import sys
import tempfile

from server import LIMIT, Server, expect, read_exactly, read_line, read_to_end, refused

ECHO, CHAT = sys.argv[1:3]


def echo_says_back_what_it_hears():
    with Server(ECHO) as server, server.connect() as client:
        for text in (b"hallo\n", b"\0\xff without an end"):
            client.sendall(text)
            expect(read_exactly(client, len(text)) == text, "another echo")


def echo_answers_in_order_however_the_bytes_are_cut():
    text = bytes(i * i % 251 for i in range(1_000_000))
    with Server(ECHO) as server, server.connect() as client:
        got = b""
        sent = 0
        sizes = iter([1, 7, 4095, 4096, 4097, 60_000] * 10_000)
        while sent < len(text):
            piece = text[sent:sent + next(sizes)]
            client.sendall(piece)
            sent += len(piece)
            got += read_exactly(client, len(piece))
        expect(got == text, "the echo of a million bytes is another")


def echo_serves_many_at_a_time():
    with Server(ECHO) as server:
        clients = [server.connect() for _ in range(200)]
        for number, client in enumerate(clients):
            client.sendall(b"%05d" % number)
        for number, client in reversed(list(enumerate(clients))):
            expect(read_exactly(client, 5) == b"%05d" % number, "somebody else's echo")
        for client in clients:
            client.close()
        output, _ = server.interrupt()
        expect("served 200, at most 200 at a time, 1000 bytes" in output, output)


def echo_outlives_who_resets_his_connection():
    with Server(ECHO) as server, server.connect() as other:
        for _ in range(20):
            rude = server.connect()
            rude.sendall(b"x" * 100_000)
            rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            rude.close()  # with bytes unread and unsent: a reset
        other.sendall(b"still there?")
        expect(read_exactly(other, 12) == b"still there?", "no")


def echo_is_not_held_up_by_who_does_not_read():
    with Server(ECHO) as server, server.connect() as deaf, server.connect() as other:
        deaf.setblocking(False)
        written = 0
        while True:  # until everything between here and there is full, in both directions
            try:
                written += deaf.send(b"x" * 65536)
            except BlockingIOError:
                other.sendall(b"and you?")
                expect(read_exactly(other, 8) == b"and you?", "held up")
                try:
                    written += deaf.send(b"x")
                except BlockingIOError:
                    break
        deaf.settimeout(LIMIT)
        deaf.shutdown(socket.SHUT_WR)
        expect(len(read_to_end(deaf)) == written, "bytes were lost")


def echo_hears_half_closed_peers():
    with Server(ECHO) as server, server.connect() as client:
        client.sendall(b"the last word")
        client.shutdown(socket.SHUT_WR)
        expect(read_to_end(client) == b"the last word", "the last word is missing")


def echo_speaks_ipv6_and_unix_sockets():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        for address in ("[::1]:0", "unix:" + path):
            if address.startswith("[") and not has_ipv6():
                print("no IPv6 here: not tried")
                continue
            with Server(ECHO, address) as server, server.connect() as client:
                client.sendall(b"hallo")
                expect(read_exactly(client, 5) == b"hallo", address)
                server.interrupt()
        expect(not os.path.exists(path), "the socket's file is left behind")


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as one:
            one.bind(("::1", 0))
        return True
    except OSError:
        return False


def ctrl_c_ends_and_says_how_many_were_served():
    with Server(ECHO) as server, server.connect() as client:
        client.sendall(b"12345")
        read_exactly(client, 5)
        output, status = server.interrupt()
        expect(status == 0, f"exit status {status}")
        expect("served 1, at most 1 at a time, 5 bytes" in output, output)
        expect(read_to_end(client) == b"", "whoever is there is not told")


def a_port_that_is_taken_is_said_at_once():
    with Server(ECHO) as server:
        said = refused(ECHO, server.address)
        expect(server.address in said and "in use" in said, said)


def a_wrong_address_is_said_at_once():
    for address in ("nonsense", "127.0.0.1", "127.0.0.1:70000", "256.0.0.1:80", "unix:", "unix:" + "x" * 200):
        said = refused(ECHO, address)
        expect(address in said, said)
    said = refused(ECHO, "192.0.2.1:0")  # nobody's, by RFC 5737
    expect("192.0.2.1" in said, said)


def a_wrong_option_is_said_at_once():
    expect("--fast" in refused(ECHO, "--fast"), "the option is not named")
    expect("many" in refused(CHAT, "--connections", "many"), "the number is not named")
    expect("--connections" in refused(CHAT, "--connections"), "the option is not named")


def a_limit_that_is_too_low_is_said_before_anything_starts():
    said = refused(ECHO, "--connections", "5000", files=(64, 100))
    expect("5000" in said and "100" in said and "--connections" in said, said)
    most = str(2**64 - 1)
    said = refused(ECHO, "--connections", most, files=(64, 100))
    expect(most in said and "--connections" in said, said)


def a_limit_that_may_be_raised_is_raised():
    with Server(ECHO, options=("--connections", "100"), files=(64, 200)) as server:
        clients = [server.connect() for _ in range(100)]
        for client in clients:
            client.sendall(b"!")
        for client in clients:
            expect(read_exactly(client, 1) == b"!", "no echo")
            client.close()


def ten_thousand_connections():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < 10_100:
        skip(f"this process may have {hard} open files only")
    resource.setrlimit(resource.RLIMIT_NOFILE, (10_100, hard))
    with Server(ECHO) as server:
        clients = [server.connect() for _ in range(10_000)]
        for client in clients:
            client.sendall(b"ping")
        for client in clients:
            expect(read_exactly(client, 4) == b"ping", "no echo")
        output, status = server.interrupt()
        expect("at most 10000 at a time, 40000 bytes" in output and status == 0, output)
        for client in clients:
            client.close()


def enter(server):
    client = server.connect()
    greeting = read_line(client)
    expect(greeting.startswith("* you are guest "), greeting)
    return client


def chat_tells_each_line_to_all_others():
    with Server(CHAT) as server, enter(server) as one, enter(server) as two, enter(server) as three:
        expect(read_line(one) == "* guest 2 is here\n", "1 is not told of 2")
        expect(read_line(one) == "* guest 3 is here\n", "1 is not told of 3")
        expect(read_line(two) == "* guest 3 is here\n", "2 is not told of 3")
        one.sendall(b"half a li")
        three.sendall(b"good morning\nall\n")
        for other in (one, two):
            expect(read_line(other) == "guest 3: good morning\n", "another first line")
            expect(read_line(other) == "guest 3: all\n", "another second line")
        one.sendall(b"ne\n")
        for other in (two, three):
            expect(read_line(other) == "guest 1: half a line\n", "a line in two pieces")
        two.close()
        for other in (one, three):
            expect(read_line(other) == "* guest 2 has left\n", "nobody is told that 2 has left")


def chat_drops_who_does_not_read():
    with Server(CHAT) as server, enter(server) as deaf, enter(server) as speaker, enter(server) as listener:
        line = b"x" * 4000 + b"\n"
        said = b""
        speaker.setblocking(False)
        listener.setblocking(False)
        left = b""
        while b"dropped" not in said:  # until the deaf one's sockets are full, and his outbox
            left = left or line
            try:
                left = left[speaker.send(left):]
            except BlockingIOError:
                pass
            try:
                said = said[-200:] + listener.recv(1 << 20)
            except BlockingIOError:
                pass
        expect(b"* guest 1 does not read, and was dropped\n" in said, "not told of guest 1")
        expect(server.line() == "guest 1 does not read, and was dropped\n", "the server says something else")
        deaf.settimeout(LIMIT)
        expect(b"guest 2: xxx" in read_to_end(deaf), "what he was sent before is lost")


def chat_drops_who_never_ends_his_line():
    with Server(CHAT) as server, enter(server) as endless, enter(server) as other:
        expect(read_line(endless) == "* guest 2 is here\n", "1 is not told of 2")
        endless.sendall(b"x" * 10_000)
        expect(read_to_end(endless) == b"", "he is told something")
        expect(read_line(other) == "* guest 1 spoke too long without a pause, and was dropped\n", "2 is not told")


def chat_goes_on_when_one_leaves_in_the_midst_of_a_line():
    with Server(CHAT) as server, enter(server) as one, enter(server) as two:
        expect(read_line(one) == "* guest 2 is here\n", "1 is not told of 2")
        two.sendall(b"I have to g")
        two.close()
        expect(read_line(one) == "guest 2: I have to g\n", "his last words are lost")
        expect(read_line(one) == "* guest 2 has left\n", "1 is not told that 2 has left")
        with enter(server):
            expect(read_line(one) == "* guest 3 is here\n", "nobody can enter any more")


def ctrl_c_ends_the_chat():
    with Server(CHAT) as server, enter(server) as one, enter(server) as two:
        output, status = server.interrupt()
        expect(status == 0, f"exit status {status}: {output}")
        read_to_end(one)
        read_to_end(two)


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def netcat_can_talk_to_the_echo():
    if shutil.which("nc") is None or "OpenBSD" not in subprocess.run(["nc", "-h"], capture_output=True, text=True).stderr:
        skip("OpenBSD's netcat is missing (Debian, Ubuntu: netcat-openbsd)")
    with Server(ECHO) as server:
        run = subprocess.run(["nc", "-N", "127.0.0.1", str(server.port())], input="a\nb\n", capture_output=True,
                             text=True, timeout=LIMIT)
        expect(run.stdout == "a\nb\n", f"{run.stdout!r} {run.stderr}")


def socat_can_talk_to_the_chat():
    if shutil.which("socat") is None:
        skip("socat is missing (Debian, Ubuntu: socat)")
    with Server(CHAT) as server, enter(server) as one:
        subprocess.run(["socat", "-u", "-", f"TCP:127.0.0.1:{server.port()}"], input="hallo from socat\n", text=True,
                       timeout=LIMIT, check=True)
        expect(read_line(one) == "* guest 2 is here\n", "socat is not there")
        expect(read_line(one) == "guest 2: hallo from socat\n", "socat is not heard")


globals()[sys.argv[3]]()
print("as promised")
