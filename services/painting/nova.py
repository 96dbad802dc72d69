"""Amazon Nova Canvas, for accounts that kept access to it: end of life on 2026-09-30.

Sizes, limits and prices: the Nova user guide and the Amazon Bedrock pricing page; a test compares them with the
contract the sandbox enforces.
"""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from services.ask import Size
from services.bedrock import Invokes
from services.painting.amazon import TASKS, AmazonPainter
from services.painting.interface import Capabilities, Inputs, Plan, Price, Task
from services.painting.nova_body import PROMPT_LIMIT, request_body
from services.painting.sizes import SizeRule
from services.painting.source_limits import SourceLimits

MODEL_ID: Final = "amazon.nova-canvas-v1:0"

_MEGAPIXEL: Final = 1024 * 1024
_PRICES: Final = (
    # The table says "up to 1024x1024"; that this counts pixels, whatever the shape, is an assumption.
    Price(Decimal("0.04"), "standard", _MEGAPIXEL),
    Price(Decimal("0.06"), "premium", _MEGAPIXEL),
    Price(Decimal("0.06"), "standard"),
    Price(Decimal("0.08"), "premium"),
)

_MOST_PIXELS: Final = 2048 * 2048
_ANY_SIZE: Final = SizeRule(
    step=16,
    least_side=320,
    most_side=4096,
    most_pixels=_MOST_PIXELS,
    aspects=(1 / 4, 4),
    usual_pixels=_MEGAPIXEL,
)
_OFFERED: Final = tuple(
    Size(width=width, height=height)
    for width, height in (
        (1024, 1024), (1280, 720), (720, 1280), (1248, 832), (832, 1248), (1152, 864), (864, 1152),
        (1456, 624), (624, 1456), (512, 512),
        (2048, 2048), (2560, 1440), (1440, 2560), (2496, 1664), (1664, 2496),
    )
)  # fmt: skip

LIMITS: Final = SourceLimits(
    least_side=320, most_side=4096, most_pixels=_MOST_PIXELS, aspects=(1 / 4, 4), opaque=True
)
"""What a picture that it works from may be: `x-image` of the contract."""

CAPABILITIES: Final = Capabilities(
    model_id=MODEL_ID,
    name="Nova Canvas",
    family="nova",
    aliases=("nova", "nova-canvas"),
    regions=("us-east-1", "eu-west-1", "ap-northeast-1"),
    end_of_life=date(2026, 9, 30),
    tasks=TASKS | {Task.TRY_ON},
    prices=_PRICES,
    sizes=_OFFERED,
    any_size=_ANY_SIZE,
    ratios=(),
    images_per_call=5,
    prompt_limit=PROMPT_LIMIT,
    negative_limit=PROMPT_LIMIT,
    # The reference says 2,147,483,646, AWS' own examples never pass this.
    seed_limit=858_993_459,
    guidance=(1.1, 10.0),
    qualities=("standard", "premium"),
    palette="native",
    presets=(
        "3D_ANIMATED_FAMILY_FILM",
        "DESIGN_SKETCH",
        "FLAT_VECTOR_ILLUSTRATION",
        "GRAPHIC_NOVEL_ILLUSTRATION",
        "MAXIMALISM",
        "MIDCENTURY_RETRO",
        "PHOTOREALISM",
        "SOFT_DIGITAL_PAINTING",
    ),
    most_sources=5,
    takes=LIMITS,
)


class Nova(AmazonPainter):
    """Nova Canvas: what Titan does in any size, styles known by name, and clothes tried on."""

    usual_guidance: ClassVar[float] = 6.5

    def __init__(self, client: Invokes, capabilities: Capabilities = CAPABILITIES) -> None:
        super().__init__(client, capabilities)

    def body(self, prompt: str, plan: Plan, inputs: Inputs) -> dict[str, Any]:
        return request_body(prompt, plan, inputs)
