"""The first mirror that answers. Run it: python3 mirrors.py"""
import asyncio


class Found(Exception):
    """A task group ends early in one way only: by an exception."""


async def attempt(asking, failed):
    try:
        answer = await asking
    except OSError:
        failed.set()
        return
    raise Found(answer)


async def first_of(patience, mirrors, ask):
    answer = None
    try:
        async with asyncio.TaskGroup() as group:
            for mirror in mirrors:
                failed = asyncio.Event()
                group.create_task(attempt(ask(mirror), failed))
                try:
                    await asyncio.wait_for(failed.wait(), patience)
                except TimeoutError:
                    pass  # it may still answer; the next one is asked beside it
    except* Found as found:
        answer = found.exceptions[0].args[0]
    if answer is None:
        raise LookupError("no mirror has answered")
    return answer


async def ask(mirror):
    name, seconds, answers = mirror
    print(f"{name} is asked")
    await asyncio.sleep(seconds / 10)
    if not answers:
        raise OSError(f"{name} is out of order")
    return name


async def main():
    print(await first_of(0.2, [("slow", 9, True), ("broken", 1, False), ("quick", 1, True), ("never", 1, True)], ask))


asyncio.run(main())
