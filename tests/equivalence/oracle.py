#!/usr/bin/env python3
"""The random programs under CPython's asyncio, which nobody here wrote.

    python3 oracle.py [FILE]

reads one program a line (from standard input without FILE) and prints its run as one JSON array a line, or
{"error": ...} for a malformed one and ends with status 2. Needs Python 3.11 or later.

It is built from tasks and asyncio.wait alone. TaskGroup and timeout of Python 3.11 and 3.12 leak a cancellation
into the next await when they are nested, so they would be wrong here. The clock of its loop counts whole
milliseconds and jumps from one timer to the next.
"""

import asyncio
import asyncio.base_events
import json
import selectors
import sys
import threading

DEEPEST = 1_000  # levels; each costs a few frames of the interpreter's stack
LONGEST_WAIT = 1_000_000_000_000

SHAPES = {
    "emit": '["emit", "label"]',
    "sleep": '["sleep", n]',
    "fail": '["fail", "error"]',
    "seq": '["seq", P...]',
    "all": '["all", P...]',
    "catch": '["catch", P, H]',
    "finally": '["finally", P, ["seq", ["emit", "label"]...]]',
    "group": '["group", P...]',
    "race": '["race", P, P...]',
    "timeout": '["timeout", n, P]',
}


class Malformed(Exception):
    """What is wrong with a program, and where."""


class Failed(Exception):
    """An error of the program itself."""

    def __init__(self, error):
        super().__init__(error)
        self.error = error


# The clock that jumps


class JumpingSelector(selectors.SelectSelector):
    """Lets the time pass that the loop would have slept."""

    now = 0

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("the program waits for nothing")
        self.now += max(timeout, 0)
        return []


class JumpingLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self._jumping = JumpingSelector()
        super().__init__(self._jumping)
        self._clock_resolution = 0.5  # so that a timer is due at its very millisecond, however late that is

    def time(self):
        return self._jumping.now


asyncio.base_events.MAXIMUM_SELECT_TIMEOUT = float("inf")


# The forms


class Interpreter:
    """Runs one program. A path is a tuple of child indices."""

    def __init__(self, loop):
        self._loop = loop
        self._began = loop.time()
        self.lines = []

    def now(self):
        return self._loop.time() - self._began

    def write(self, path, label):
        self.lines.append({"t": self.now(), "path": ".".join(map(str, path)), "emit": label})

    async def run(self, program, path=()):
        await getattr(self, "run_" + program[0])(program[1:], path)

    async def run_emit(self, parts, path):
        self.write(path, parts[0])

    async def run_sleep(self, parts, path):
        await asyncio.sleep(parts[0])

    async def run_fail(self, parts, path):
        raise Failed(parts[0])

    async def run_seq(self, parts, path):
        for index, part in enumerate(parts):
            await self.run(part, path + (index,))

    async def run_catch(self, parts, path):
        body, handler = parts
        try:
            return await self.run(body, path + (0,))
        except Failed as failed:
            self.write(path, "caught:" + failed.error)
        await self.run(handler, path + (1,))

    async def run_finally(self, parts, path):
        body, clean_up = parts
        try:
            await self.run(body, path + (0,))
        finally:
            for index, emit in enumerate(clean_up[1:]):
                self.write(path + (1, index), emit[1])

    async def run_all(self, parts, path):
        errors = []

        async def branch(index, part):
            try:
                await self.run(part, path + (index,))
            except Failed as failed:
                errors.append((self.now(), index, failed))

        await self.wait([branch(index, part) for index, part in enumerate(parts)])
        if errors:
            raise min(errors, key=lambda each: each[:2])[2]

    async def run_group(self, parts, path):
        branches = [self.run(part, path + (index,)) for index, part in enumerate(parts)]
        tasks = await self.wait(branches, return_when=asyncio.FIRST_EXCEPTION)
        failed = [task for task in tasks if task.done() and task.exception()]
        await stop(tasks)
        if failed:
            raise failed[0].exception()

    async def run_race(self, parts, path):
        branches = [self.run(part, path + (index,)) for index, part in enumerate(parts)]
        tasks = await self.wait(branches, return_when=asyncio.FIRST_COMPLETED)
        winner = next(task for task in tasks if task.done())
        await stop(tasks)
        winner.result()

    async def run_timeout(self, parts, path):
        limit, body = parts
        [task] = await self.wait([self.run(body, path + (1,))], timeout=limit)
        in_time = task.done()
        await stop([task])
        if not in_time:
            raise Failed("timeout")
        task.result()

    async def wait(self, branches, **how):
        """Starts a task for each and waits as asyncio.wait does. Cancelled while it waits, it cancels them."""
        tasks = [self._loop.create_task(branch) for branch in branches]
        try:
            if tasks:
                await asyncio.wait(tasks, **how)
        except asyncio.CancelledError:
            await stop(tasks)
            raise
        return tasks


async def stop(tasks):
    """Cancels what is not done, one task after the other: the clean-ups run by index."""
    cancelled = False
    for task in tasks:
        task.cancel()
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError:
                cancelled = True
        if not task.cancelled():
            task.exception()  # now it counts as seen
    if cancelled:
        raise asyncio.CancelledError


def evaluate(loop, program):
    interpreter = Interpreter(loop)
    end = "ok"
    try:
        loop.run_until_complete(interpreter.run(program))
    except Failed as failed:
        end = failed.error
    return interpreter.lines + [{"t": interpreter.now(), "end": end}]


# Reading


def wrong(path, why, form=None):
    where = "at " + ".".join(map(str, path)) if path else "at the root"
    raise Malformed(f"{where}: {why}" + (f"; the form is {SHAPES[form]}" if form else ""))


def check(program):
    """Raises Malformed unless it is a program. One stack, no recursion."""
    slept = 0
    todo = [(program, ())]
    while todo:
        node, path = todo.pop()
        if not isinstance(node, list):
            wrong(path, f"a program is an array as {SHAPES['emit']}")
        if not node or not isinstance(node[0], str):
            wrong(path, "a form begins with its name")
        form, *parts = node
        if form not in SHAPES:
            wrong(path, f'there is no form "{form}"; there are {", ".join(SHAPES)}')
        if len(path) > DEEPEST:
            raise Malformed(f"deeper than {DEEPEST} levels, where this oracle does not go")
        check_parts(form, parts, path)
        slept += parts[0] if form == "sleep" else 0
        first = 1 if form == "timeout" else 0
        if form not in ("emit", "fail", "sleep"):
            todo += [(parts[index], path + (index,)) for index in reversed(range(first, len(parts)))]
    if slept > LONGEST_WAIT:
        wrong((), f"the sleeps add up to more than {LONGEST_WAIT} ms")


def check_parts(form, parts, path):
    takes = {"emit": 1, "fail": 1, "sleep": 1, "catch": 2, "finally": 2, "timeout": 2}.get(form)
    if takes is not None and len(parts) != takes:
        wrong(path, "a part is missing" if len(parts) < takes else "one thing too many", form)
    if form == "race" and not parts:
        wrong(path, "a program is missing", form)
    if form in ("emit", "fail"):
        check_label(parts[0], path, form)
    if form in ("sleep", "timeout") and not (type(parts[0]) is int and 0 <= parts[0] <= LONGEST_WAIT):
        wrong(path, f"n is not an integer from 0 to {LONGEST_WAIT}", form)
    if form == "finally" and not is_clean_up(parts[1]):
        wrong(path + (1,), "a clean-up is emits in a seq only", form)


def check_label(label, path, form):
    if not isinstance(label, str):
        wrong(path, "the label is not a string", form)
    try:
        label.encode()
    except UnicodeEncodeError:
        wrong(path, "the label is not Unicode text", form)


def is_clean_up(node):
    is_seq = isinstance(node, list) and node[:1] == ["seq"]
    return is_seq and all(isinstance(each, list) and each[:1] == ["emit"] for each in node[1:])


def read(line):
    def no_number(word):
        raise ValueError(f"{word} is not JSON")

    try:
        program = json.loads(line.decode("utf-8-sig"), parse_constant=no_number)
    except RecursionError:
        raise Malformed(f"deeper than {DEEPEST} levels, where this oracle does not go") from None
    except ValueError as error:
        raise Malformed(f"not JSON: {error}") from None
    check(program)
    return program


def main():
    source = open(sys.argv[1], "rb") if len(sys.argv) > 1 else sys.stdin.buffer
    loop = JumpingLoop()
    status = 0
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            answer = evaluate(loop, read(line))
        except Malformed as malformed:
            answer = {"error": f"line {number}, {malformed}"}
            status = 2
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    loop.close()
    return status


def main_with_a_deep_stack():
    status = []
    sys.setrecursionlimit(40 * DEEPEST)
    threading.stack_size(512 * 1024 * 1024)
    thread = threading.Thread(target=lambda: status.append(main()))
    thread.start()
    thread.join()
    return status[0] if status else 1


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("oracle.py needs Python 3.11 or later")
    sys.exit(main_with_a_deep_stack())
