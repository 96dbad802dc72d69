"""What the tasks of Titan share: the generation config, and a picture for each of its seeds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.orders import Order

Task = Callable[[Body], Plan]

LARGEST_SEED: Final = 2147483646


def orders(body: Body, params: Body, **of_the_task: Any) -> tuple[Order, ...]:
    """One order for each picture asked for.

    The first picture has the seed that was asked for (42 if none was), picture i the seed plus i, starting
    again from 0 after the largest seed: so any one of them can be painted again alone.
    """
    config: Body = body.get("imageGenerationConfig", {})
    seed = int(config.get("seed", 42))
    first = Order(
        prompt=params.get("text", ""),
        negative=params.get("negativeText", ""),
        width=int(config.get("width", 1024)),
        height=int(config.get("height", 1024)),
        seed=seed,
        guidance=float(config.get("cfgScale", 8.0)),
        quality=config.get("quality", "standard"),
        **of_the_task,
    )
    count = int(config.get("numberOfImages", 1))
    return tuple(replace(first, seed=(seed + i) % (LARGEST_SEED + 1)) for i in range(count))
