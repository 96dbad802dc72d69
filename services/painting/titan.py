"""Amazon Titan Image Generator G1 v2: the contract the project was asked for.

End of life on 2026-06-30; no account can call it any more. Sizes, limits and prices: the Bedrock user guide's
"Amazon Titan Image Generator G1 models"; a test compares them with the contract the sandbox enforces.
"""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from services.ask import Size
from services.bedrock import Invokes
from services.painting.amazon import TASKS, AmazonPainter
from services.painting.interface import Capabilities, Inputs, Plan, Price
from services.painting.source_limits import SourceLimits
from services.painting.titan_body import PROMPT_LIMIT, request_body

MODEL_ID: Final = "amazon.titan-image-generator-v2:0"

_SIZES: Final = tuple(
    Size(width=width, height=height)
    for width, height in (
        (1024, 1024), (768, 1152), (1152, 768), (768, 1280), (1280, 768), (896, 1152), (1152, 896),
        (768, 1408), (1408, 768), (640, 1408), (1408, 640), (1152, 640), (1173, 640),
        (768, 768), (512, 512), (384, 576), (576, 384), (384, 640), (640, 384), (448, 576), (576, 448),
        (384, 704), (704, 384), (320, 704), (704, 320),
    )
)  # fmt: skip

_SMALL_PIXELS: Final = 768 * 768
"""What has up to so many pixels is billed like 512x512, what has more like 1024x1024. That is so for every size
in the price table; for other sizes, those of pictures that are worked on, it is an assumption."""
_PRICES: Final = (
    Price(Decimal("0.008"), "standard", _SMALL_PIXELS),
    Price(Decimal("0.010"), "premium", _SMALL_PIXELS),
    Price(Decimal("0.010"), "standard"),
    Price(Decimal("0.012"), "premium"),
)

LIMITS: Final = SourceLimits(least_side=1, most_side=1408, most_bytes=5 << 20)
"""What a picture that it works from may be: `x-image` of the contract."""

CAPABILITIES: Final = Capabilities(
    model_id=MODEL_ID,
    name="Titan Image Generator v2",
    family="titan",
    aliases=("titan", "titan-v2"),
    regions=("us-west-2", "us-east-1"),
    end_of_life=date(2026, 6, 30),
    tasks=TASKS,
    prices=_PRICES,
    sizes=_SIZES,
    ratios=(),
    images_per_call=5,
    prompt_limit=PROMPT_LIMIT,
    negative_limit=PROMPT_LIMIT,
    seed_limit=2_147_483_646,
    guidance=(1.1, 10.0),
    qualities=("standard", "premium"),
    palette="native",
    most_sources=5,
    takes=LIMITS,
)


class Titan(AmazonPainter):
    """Titan Image Generator v2."""

    usual_guidance: ClassVar[float] = 8.0

    def __init__(self, client: Invokes, capabilities: Capabilities = CAPABILITIES) -> None:
        super().__init__(client, capabilities)

    def body(self, prompt: str, plan: Plan, inputs: Inputs) -> dict[str, Any]:
        return request_body(prompt, plan, inputs)
