"""python -m bot export, import and forget, from the command line to the files and back."""

import asyncio
import io
from datetime import timedelta

import pytest

from bot.__main__ import main as start
from bot.tools import main
from services.departures import Departures
from services.gallery import Filters, Gallery, Viewer
from services.jobs import now
from services.storage import folder_of
from tests.galleries import leafed
from tests.services.archives.test_archives import HOME, OTHER, Store, contents, painted


@pytest.fixture
def here(dynamodb, s3, made, monkeypatch, tmp_path):
    """A store that the settings of the environment name."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_APP_TOKEN": "xapp-test",
        "IMAGINE_TABLE": made.imagine_table,
        "IMAGINE_BUCKET": made.imagine_bucket,
        "IMAGINE_CDN_URL": "https://cdn.example",
    }.items():
        monkeypatch.setenv(name, value)
    return Store(dynamodb, s3, made)


async def run(*arguments):
    return await asyncio.to_thread(main, arguments)


async def types(monkeypatch, *words):
    """As from a shell: `words` are the whole line."""
    monkeypatch.setattr("sys.argv", list(words))
    return await asyncio.to_thread(start)


async def test_out_and_back(here, tmp_path, capsys):
    first = await here.add(painted(0))
    await here.add(painted(1, team=OTHER))
    out = str(tmp_path / "out")
    assert await run("export", "--workspace", HOME, "--out", out) == 0
    told = capsys.readouterr()
    assert f"1 picture of {HOME} in {out}" in told.out
    assert "1 picture exported" in told.err
    before, items = await here.objects(), await here.items()
    await here.storage.delete_folder(folder_of(first.s3_key))
    assert await here.objects() != before
    assert await run("import", "--in", out) == 0
    assert (await here.objects(), await here.items()) == (before, items)
    assert "1 picture imported" in capsys.readouterr().err
    assert await run("export", "--workspace", HOME, "--out", str(tmp_path / "again")) == 0
    assert contents(tmp_path / "again") == contents(tmp_path / "out")


async def test_the_index_is_built_anew(here, capsys, monkeypatch):
    image = await here.add(painted(0))
    gallery = Gallery(here.dynamodb, here.name)
    await gallery.unindex(image)
    before = await here.items()
    assert await types(monkeypatch, "bot", "reindex") == 0
    assert "1 pictures indexed, 0 stale entries removed" in capsys.readouterr().out
    assert len(await here.items()) > len(before)
    assert await leafed(gallery, Viewer(HOME, "U0MINA"), Filters()) == [image]


async def test_forgetting_wants_to_hear_it_twice(here, capsys, monkeypatch):
    await here.add(painted(0))
    before = await here.items(), await here.objects()
    for said in ("yes", OTHER, ""):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{said}\n" if said else ""))
        assert await run("forget", "--workspace", HOME) == 2
        assert "Nothing was removed" in capsys.readouterr().err
    assert (await here.items(), await here.objects()) == before
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{HOME}\n"))
    assert await run("forget", "--workspace", HOME) == 0
    assert f"{HOME} is forgotten: 1 picture," in capsys.readouterr().out
    assert (await here.items(), await here.objects()) == ([], {})


async def test_forgetting_leaves_every_other_workspace(here, capsys):
    await here.add(painted(1, team=OTHER))
    before = await here.items(), await here.objects()
    await here.add(painted(0))
    assert await run("forget", "--workspace", HOME, "--yes") == 0
    assert (await here.items(), await here.objects()) == before
    await Departures(here.dynamodb, here.name, timedelta()).left(OTHER, now())
    await Departures(here.dynamodb, here.name, timedelta()).take(OTHER, now(), now() + timedelta(hours=1))
    assert await run("forget", "--workspace", OTHER, "--yes") == 1
    assert "Another process is at it" in capsys.readouterr().err


async def test_what_is_wrong_is_told_in_plain_words(here, tmp_path, capsys, monkeypatch):
    assert await run("import", "--in", str(tmp_path)) == 1
    assert "is no archive" in capsys.readouterr().err
    monkeypatch.setenv("IMAGINE_TABLE", "nowhere")
    assert await run("export", "--workspace", HOME, "--out", str(tmp_path / "out")) == 1
    assert "AWS refused" in capsys.readouterr().err
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    assert await run("import", "--in", str(tmp_path)) == 2
    assert "SLACK_BOT_TOKEN" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["export", "--workspace", "#general", "--out", "x"], "is no id of a workspace"),
        (["export", "--workspace", HOME, "--out", "x", "--since", "yesterday"], "write 2026-01-31"),
        (["export", "--out", "x"], "--workspace"),
    ],
)
def test_a_misuse_is_named(arguments, named, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert named in capsys.readouterr().err
