"""Starts a server of chapter 06 and talks to it. Every wait has a limit; nothing is left running."""

import re
import resource
import select
import signal
import socket
import subprocess
import sys

LIMIT = 60  # seconds; only ever reached if something hangs


def say_failed(what):
    print("FAILED:", what)
    sys.exit(1)


def expect(is_so, what):
    if not is_so:
        say_failed(what)


class Server:
    """A server from the moment at which it listens."""

    def __init__(self, program, address="127.0.0.1:0", options=(), files=None):
        def limit():
            if files is not None:
                resource.setrlimit(resource.RLIMIT_NOFILE, files)

        self.process = subprocess.Popen([program, address, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, bufsize=1, preexec_fn=limit)
        line = self.line()
        found = re.search(r"listening at (\S+);", line)
        expect(found, f"does not listen: {line!r} {self.process.stderr.read() if not line else ''}")
        self.address = found.group(1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def line(self):
        """The next line of its output."""
        ready, _, _ = select.select([self.process.stdout], [], [], LIMIT)
        expect(ready, "the server says nothing")
        return self.process.stdout.readline()

    def port(self):
        return int(self.address.rsplit(":", 1)[1])

    def connect(self):
        if self.address.startswith("unix:"):
            client = socket.socket(socket.AF_UNIX)
            client.settimeout(LIMIT)
            client.connect(self.address[5:])
            return client
        host = self.address.rsplit(":", 1)[0].strip("[]")
        client = socket.create_connection((host, self.port()), timeout=LIMIT)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client

    def interrupt(self):
        """Ctrl-C: what it says then, and its exit status."""
        self.process.send_signal(signal.SIGINT)
        output, errors = self.process.communicate(timeout=LIMIT)
        expect(errors == "", f"said at its end: {errors}")
        return output, self.process.returncode


def refused(program, *arguments, files=None):
    """What a program says that refuses to start."""
    limit = None if files is None else lambda: resource.setrlimit(resource.RLIMIT_NOFILE, files)
    run = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=LIMIT, preexec_fn=limit)
    expect(run.returncode == 2, f"exit status {run.returncode}, {run.stdout} {run.stderr}")
    expect(run.stdout == "", f"said that it had started: {run.stdout}")
    return run.stderr


def read_exactly(client, size):
    got = b""
    while len(got) < size:
        piece = client.recv(size - len(got))
        expect(piece, f"the end after {len(got)} of {size} bytes")
        got += piece
    return got


def read_line(client):
    line = b""
    while not line.endswith(b"\n"):
        piece = client.recv(1)
        expect(piece, f"the end after {line!r}")
        line += piece
    return line.decode()


def read_to_end(client):
    got = b""
    try:
        while piece := client.recv(65536):
            got += piece
    except ConnectionResetError:
        pass
    return got
