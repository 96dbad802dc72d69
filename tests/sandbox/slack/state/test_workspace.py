"""Harbour Studio as it starts, and who sees what in it."""


async def test_people(slack):
    people = {user.name: user for user in slack.slack.workspace.people}
    assert {name: (user.real_name, user.locale, user.is_admin) for name, user in people.items()} == {
        "alex": ("Alex Rivera", "en-US", True),
        "mina": ("김민아", "ko-KR", False),
        "sam": ("Sam Okafor", "en-GB", False),
    }


async def test_channels(slack):
    workspace = slack.slack.workspace
    rooms = {
        channel.name: (channel.kind, workspace.bot_in(channel))
        for channel in workspace.channels.values()
        if channel.kind != "im"
    }
    assert rooms == {
        "general": ("public", True),
        "design": ("public", True),
        "marketing": ("public", True),
        "random": ("public", False),
        "launch-plans": ("private", False),
        "brand-team": ("private", True),
    }
    direct = [channel for channel in workspace.channels.values() if channel.kind == "im"]
    assert [workspace.bot_in(channel) for channel in direct].count(True) == 3  # one for each person
    assert len({frozenset(channel.members) for channel in direct}) == 6  # and one for each two of them


async def test_ids_have_slacks_prefixes(slack):
    workspace = slack.slack.workspace
    assert workspace.team_id.startswith("T")
    assert workspace.app_id.startswith("A")
    assert workspace.bot.bot_id.startswith("B")
    assert all(user.startswith("U") for user in workspace.users)
    assert all(key.startswith("D" if one.kind == "im" else "C") for key, one in workspace.channels.items())


async def test_names_of_people(slack):
    workspace = slack.slack.workspace
    for name in ("sam", "SAM", "Sam Okafor"):
        assert workspace.user_named(name).name == "sam"
    assert workspace.user_named("nobody") is None


async def test_unread(slack, people):
    workspace = slack.slack.workspace
    design = workspace.channel_named("design")
    alex, mina, _ = (user.id for user in workspace.people)
    assert workspace.unread(alex, design.id) == 0
    ts = await people.say("alex", "#design", "one")
    await people.say("alex", "#design", "in a thread", thread_ts=ts)
    await people.say("alex", "#design", "two")
    assert (workspace.unread(mina, design.id), workspace.unread(alex, design.id)) == (2, 0)
    await people.mark_read("mina", "#design")
    assert workspace.unread(mina, design.id) == 0
    await people.say("alex", "#design", "three")
    assert workspace.unread(mina, design.id) == 1
    await people.say("mina", "#design", "answer")
    assert workspace.unread(mina, design.id) == 0
