"""The models that the settings describe, and whether those that they prefer are among them."""

from collections.abc import Mapping

from bot.settings import Settings, SettingsError
from services.painting.described import Described, ModelsFileError, one_server, read_models
from services.painting.own_prices import PricesError, with_prices
from services.prompting.voices import AUTO


def described_models(settings: Settings, environ: Mapping[str, str]) -> Described:
    """What stands in the models file, the image server of the settings, and what models cost by the settings.

    Parameters
    ----------
    environ
        where the keys are that the file names

    Raises
    ------
    SettingsError
        with every fault of the file or the prices, or the names in IMAGINE_IMAGE_MODEL that are no model's
    """
    try:
        server = None
        if settings.imagine_server_url is not None and settings.imagine_server_model is not None:
            server = one_server(
                str(settings.imagine_server_url),
                settings.imagine_server_model,
                settings.imagine_server_key,
                settings.imagine_server_price,
            )
        described = with_prices(
            read_models(settings.imagine_models_file, environ, server), settings.imagine_prices
        )
    except ModelsFileError as error:
        raise SettingsError(str(error)) from None
    except PricesError as error:
        faults = "\n".join(f"  {line}" for line in str(error).splitlines())
        raise SettingsError(f"IMAGINE_PRICES is not as it should be:\n{faults}") from None
    known = described.capabilities
    unknown = [name for name in settings.image_models if name != AUTO and name not in known]
    if unknown or not settings.image_models:
        raise SettingsError(
            f"IMAGINE_IMAGE_MODEL: {', '.join(map(repr, unknown or ['']))} is no model this bot can paint with; "
            f"it can with {', '.join(known)}, or {AUTO}"
        )
    return described
