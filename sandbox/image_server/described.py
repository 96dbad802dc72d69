"""How a bot is told about the image server: by a file of models, as its documentation has it."""

from pathlib import Path
from typing import Final

from sandbox.constants import IMAGE_SERVER_KEY, IMAGE_SERVER_MODEL
from sandbox.image_server.server import RULES

PRICE: Final = 0.02
"""US dollars a picture, as if somebody paid for the machine."""

_KEY_ENV: Final = "SANDBOX_IMAGE_SERVER_KEY"


def described(url: str, folder: Path) -> dict[str, str]:
    """A bot's settings for the server at `url`; the file that they name is written into `folder`."""
    path = folder / "models.toml"
    path.write_text(
        f"""[[server]]
id = "{IMAGE_SERVER_MODEL}"
url = "{url}/v1"
model = "{IMAGE_SERVER_MODEL}"
key_env = "{_KEY_ENV}"
name = "Studio Image Server"
aliases = ["studio"]
price = {PRICE}
sizes = [{", ".join(f'"{size}"' for size in RULES.sizes)}]
images_per_call = {RULES.most}
edits = true
seed = true
negative = true
"""
    )
    return {"IMAGINE_MODELS_FILE": str(path), _KEY_ENV: IMAGE_SERVER_KEY}
