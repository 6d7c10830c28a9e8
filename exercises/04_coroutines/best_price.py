# Who sells cheapest? Asks all shops at the same time, and waits for three seconds at most.
import asyncio


class NoPrice(Exception):
    pass


async def best_price(shops):
    asking = [asyncio.create_task(shop()) for shop in shops]
    if not asking:
        raise NoPrice
    done, late = await asyncio.wait(asking, timeout=3)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    prices = [task.result() for task in done if task.exception() is None]
    if not prices:
        raise NoPrice
    return min(prices)


async def shop(seconds, price):
    await asyncio.sleep(seconds)
    if price is None:
        raise RuntimeError("closed today")
    return price


if __name__ == "__main__":
    shops = [lambda: shop(1, 450), lambda: shop(2, None), lambda: shop(5, 100)]
    print(asyncio.run(best_price(shops)))  # 450
