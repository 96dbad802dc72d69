"""Who paints and who writes, from the settings and what a file describes."""

from dataclasses import replace

from bot.clients import Clients
from bot.settings import Settings
from services.bedrock import EveryRegion
from services.lanes import Paces
from services.painting.catalogue import painters
from services.painting.described import Described
from services.painting.roster import Roster
from services.prompting.choice import Voices
from services.prompting.voices import candidates


def voices_of(settings: Settings, clients: Clients, described: Described) -> Voices:
    """The language models, all called in one region."""
    region = writing_region(settings)
    order = candidates(settings.imagine_text_model, region, described.texts, settings.model_regions)
    return Voices(clients.regional.writing, region, order)


def writing_region(settings: Settings) -> str:
    """Where the language models are called: at home, unless the settings allow only other regions."""
    allowed = settings.model_regions
    return settings.aws_region if settings.aws_region in allowed else next(iter(allowed), settings.aws_region)


def paces_of(settings: Settings, described: Described) -> Paces:
    """What may be asked of models; of some the file that describes them says how much that is a minute."""
    models = {
        model_id: replace(settings.paces.painting, per_minute=one.requests_per_minute)
        for model_id, one in described.capabilities.items()
        if one.requests_per_minute
    }
    return replace(settings.paces, models=models)


def roster_of(settings: Settings, clients: Clients, described: Described) -> Roster:
    """The painters, each called in the region that its model is called in."""
    invoker = EveryRegion(clients.regional.painting)
    roster = Roster(
        painters(invoker, described.images, described.servers, clients.servers),
        settings.image_models,
        home=settings.aws_region,
        regions=settings.model_regions,
    )
    invoker.region_of = roster.region_of
    return roster
