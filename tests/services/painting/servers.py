"""Image servers described for tests, and pictures to hand to them."""

from dataclasses import replace
from decimal import Decimal

from PIL import Image as Pillow
from pydantic import SecretStr

from sandbox.image_server.contract import Rules
from services.ask import Size
from services.painting.image_server import capabilities_of
from services.painting.image_server_body import ServerDescription
from services.painting.interface import Inputs, Price, Task
from services.picture_files import encoded

SIZES = tuple(
    Size(width=width, height=height) for width, height in ((1024, 1024), (1536, 1024), (1024, 1536))
)
PRICES = (
    Price(Decimal("0.04"), "standard", 1024 * 1024),
    Price(Decimal("0.06"), "standard"),
    Price(Decimal("0.17"), "premium"),
)


def described(
    model_id="ours",
    url="http://127.0.0.1:9/v1",
    key=None,
    sizes=SIZES,
    prices=PRICES,
    each=4,
    words_limit=4000,
    qualities=None,
    response_format=None,
    pictures=4,
    **more,
):
    capabilities = capabilities_of(
        model_id,
        "Our painter",
        ("ours",),
        prices,
        sizes=sizes,
        images_per_call=each,
        words_limit=words_limit,
        pictures=pictures,
        qualities=qualities is not None,
        **{"edits": True, **more},
    )
    return ServerDescription(
        capabilities=capabilities,
        url=url,
        model="painter-1",
        words_limit=words_limit,
        key=SecretStr(key) if key else None,
        qualities=qualities,
        response_format=response_format,
    )


def rules_of(server: ServerDescription) -> Rules:
    """What a server takes that is described like this."""
    limits = server.capabilities
    extensions = [("seed", limits.seed_limit), ("negative_prompt", limits.negative_limit)]
    return Rules(
        model=server.model,
        sizes=tuple(map(str, limits.sizes)),
        extensions=tuple(name for name, limit in extensions if limit),
        response_format=server.response_format is not None,
        most=limits.images_per_call,
    )


GPT = described(qualities={"standard": "medium", "premium": "high"}, words_limit=32_000, each=10, pictures=16)
"""As OpenAI's GPT Image models are: they take no seed, nothing to leave out and no format of the answer."""

OWN = described(seed=True, negative=True, sizes=(), each=1, pictures=1, response_format="b64_json")
"""A diffusion model of one's own."""

OLD = replace(described(masks=False, pictures=2, each=4, words_limit=1300), response_format="url")

SERVERS = (GPT, OWN, OLD)


def painting(width, height, kind="PNG"):
    return encoded(Pillow.new("RGB", (width, height), (200, 40, 40)), kind)


def mask_of(width, height):
    """White, so to be painted, in the right half."""
    mask = Pillow.new("L", (width, height), 0)
    mask.paste(255, (width // 2, 0, width, height))
    return encoded(mask, "PNG")


SHAPES = ((64, 64), (120, 80), (40, 90), (300, 100))
PICTURES = {(shape, kind): painting(*shape, kind) for shape in SHAPES for kind in ("PNG", "JPEG")}
MASKS = {shape: mask_of(*shape) for shape in SHAPES}


def inputs_for(task: Task, shape=(120, 80), kinds=("PNG", "JPEG")) -> Inputs:
    if task is Task.TEXT_TO_IMAGE:
        return Inputs()
    return Inputs(tuple(PICTURES[shape, kind] for kind in kinds), MASKS[shape])
