"""The page about settings is what the settings say, and the example names each of them."""

import re
from pathlib import Path

from bot.configuration import page
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


def test_the_page_is_as_the_settings_say():
    written = (ROOT / "docs" / "configuration.md").read_text()
    assert written == page(), "write it anew: .venv/bin/python -m bot.configuration > docs/configuration.md"


def test_every_setting_is_explained():
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_the_example_names_every_setting_and_no_other():
    named = set(re.findall(r"^#?([A-Z][A-Z_0-9]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    known = {name.upper() for name in Settings.model_fields}
    assert known <= named
    assert {name for name in named - known if not name.startswith("AWS_")} == set()
