"""What the tasks of Titan share: the generation config, a picture for each of its seeds, pictures and masks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from sandbox.bedrock.errors import malformed
from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.given import picture
from sandbox.bedrock.orders import Order, Work
from sandbox.bedrock.picture_check import PictureFacts

Task = Callable[[Body], Plan]

LARGEST_SEED: Final = 2147483646


def orders(
    body: Body, params: Body, *, size: tuple[int, int] | None = None, **of_the_task: Any
) -> tuple[Order, ...]:
    """One order for each picture asked for; `size` (width, height) in place of the config's.

    The first picture has the seed that was asked for (42 if none was), picture i the seed plus i, starting
    again from 0 after the largest seed: so any one of them can be painted again alone.
    """
    config: Body = body.get("imageGenerationConfig", {})
    seed = int(config.get("seed", 42))
    first = Order(
        prompt=params.get("text", ""),
        negative=params.get("negativeText", ""),
        width=size[0] if size else int(config.get("width", 1024)),
        height=size[1] if size else int(config.get("height", 1024)),
        seed=seed,
        guidance=float(config.get("cfgScale", 8.0)),
        quality=config.get("quality", "standard"),
        **of_the_task,
    )
    count = int(config.get("numberOfImages", 1))
    return tuple(replace(first, seed=(seed + i) % (LARGEST_SEED + 1)) for i in range(count))


def masked(body: Body, where: str, work: Work) -> Plan:
    """The plan of a task with a picture and a mask, or words for one: the schema wants exactly one.

    The pictures painted are as large as the one given, whatever the config says (notes of the contract).

    Raises
    ------
    BedrockError : ValidationException, for a mask that is not as large as the picture
    """
    params: Body = body[where]
    data, facts = picture(params)
    mask = b""
    if "maskImage" in params:
        mask = same_size(params, facts, f"#/{where}/maskImage")
    painted = orders(
        body,
        params,
        size=(facts.width, facts.height),
        pictures=(data,),
        mask=mask,
        mask_words=params.get("maskPrompt", ""),
        work=work,
    )
    texts = (params.get("text", ""), params.get("maskPrompt", ""))
    return Plan(painted, texts, {"maskImage": mask_of(painted[0])} if params.get("returnMask") else {})


def same_size(params: Body, facts: PictureFacts, pointer: str) -> bytes:
    """The mask of `params`, which must be as large as its picture; `pointer` is where it stands in the body.

    Raises
    ------
    BedrockError : ValidationException
    """
    mask, of_mask = picture(params, "maskImage")
    if (of_mask.width, of_mask.height) != (facts.width, facts.height):
        raise malformed(
            f"{pointer}: image size {of_mask.width}x{of_mask.height} is not that of the image, "
            f"{facts.width}x{facts.height}"
        )
    return mask


def mask_of(order: Order) -> Order:
    """The order for the mask that `order` uses."""
    return replace(order, prompt="", negative="", seed=0, work="mask")
