"""What Slack sends us, a file per surface, and what we say in return."""

from slack_bolt.async_app import AsyncApp

from handlers import (
    actions,
    budgets,
    commands,
    gallery,
    home,
    messages,
    modals,
    models,
    picture_pages,
    reactions,
    sharing,
    shortcuts,
)
from handlers.desk import Desk


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to everything the manifest subscribes to."""
    commands.register(app, desk)
    actions.register(app, desk)
    modals.register(app, desk)
    messages.register(app, desk)
    shortcuts.register(app, desk)
    models.register(app, desk)
    home.register(app, desk)
    budgets.register(app, desk)
    gallery.register(app, desk)
    picture_pages.register(app, desk)
    sharing.register(app, desk)
    reactions.register(app, desk)
