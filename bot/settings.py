"""Settings from the environment, checked all together at the start. `.env.example` explains each for people."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from cryptography.fernet import Fernet
from pydantic import (
    AnyHttpUrl,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.lanes import Pace, Paces
from services.ledger import Limits
from services.painting.catalogue import KNOWN
from services.patience import LEASE_SECONDS, LEAST_LEASE_SECONDS, Patience
from services.prompting.voices import AUTO, order_of
from services.recipes import Recipes

_NAME: Final = r"^[A-Za-z0-9_.-]+$"


class Settings(BaseSettings):
    """What the bot needs to know. Credentials and endpoints of AWS are botocore's own variables."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    slack_client_id: Annotated[
        str | None, Field(description="the app's client id; for many workspaces, and for signing in")
    ] = None
    slack_client_secret: Annotated[SecretStr | None, Field(description="the app's client secret")] = None
    slack_bot_token: Annotated[
        SecretStr | None,
        Field(
            validate_default=True,
            description="the bot's token, xoxb-…; or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces",
        ),
    ] = None
    slack_signing_secret: Annotated[
        SecretStr | None, Field(description="verifies Slack's requests; needed without SLACK_APP_TOKEN")
    ] = None
    slack_app_token: Annotated[
        SecretStr | None, Field(description="app-level token, xapp-…; with it the bot uses Socket Mode")
    ] = None
    slack_api_url: Annotated[AnyHttpUrl, Field(description="where Slack's Web API is")] = AnyHttpUrl(
        "https://slack.com/api/"
    )

    imagine_public_url: Annotated[
        AnyHttpUrl | None, Field(description="address under which browsers reach the bot, without a path")
    ] = None
    imagine_token_key: Annotated[
        SecretStr | None,
        Field(description="key that encrypts Slack's tokens; several with commas, the one in use first"),
    ] = None
    imagine_kms_key: Annotated[
        str | None, Field(max_length=2048, description="key of AWS KMS that encrypts Slack's tokens")
    ] = None
    imagine_grace_days: Annotated[
        int,
        Field(ge=0, le=365, description="days that the data of a workspace is kept that took the bot out"),
    ] = 30

    aws_region: Annotated[str, Field(min_length=1, description="the region of everything at AWS")]

    imagine_table: Annotated[str, Field(pattern=_NAME, description="DynamoDB table")] = "imagine"
    imagine_bucket: Annotated[str, Field(pattern=_NAME, description="S3 bucket for the pictures")]
    imagine_queue: Annotated[str, Field(pattern=_NAME, description="SQS queue of jobs")] = "imagine"
    imagine_cdn_url: Annotated[AnyHttpUrl, Field(description="address under which the bucket is served")]
    imagine_text_model: Annotated[str, Field(description="language models that write prompts, in order")] = (
        AUTO
    )
    imagine_models_file: Annotated[
        Path | None, Field(description="TOML file that describes further models")
    ] = None
    imagine_server_url: Annotated[
        AnyHttpUrl | None, Field(description="an OpenAI-compatible image server, up to /v1")
    ] = None
    imagine_server_model: Annotated[
        str | None,
        Field(max_length=200, validate_default=True, description="what that server calls its model"),
    ] = None
    imagine_server_key: Annotated[SecretStr | None, Field(description="key of that server")] = None
    imagine_server_price: Annotated[
        Decimal, Field(ge=0, le=1000, allow_inf_nan=False, description="US dollars for a picture of it")
    ] = Decimal(0)
    imagine_prices: Annotated[
        str,
        Field(description="US dollars for a picture of a model, where they differ: core=0.03, ultra=0.12"),
    ] = ""
    imagine_image_model: Annotated[
        str,
        Field(description="models that paint from words, in order of preference; auto stands for all others"),
    ] = AUTO
    imagine_model_regions: Annotated[
        str, Field(description="the only regions in which models may be called; empty for any")
    ] = ""
    imagine_concurrency: Annotated[int, Field(ge=1, le=200, description="jobs at once in one worker")] = 16

    imagine_recipes: Annotated[
        Recipes, Field(description="whether files carry their recipe: on, off, or always")
    ] = "on"
    imagine_model_concurrency: Annotated[
        int, Field(ge=1, le=200, description="calls in flight to one painting model, over all workers")
    ] = 16
    imagine_model_rpm: Annotated[
        float,
        Field(
            ge=0,
            le=100_000,
            allow_inf_nan=False,
            description="calls a minute to one painting model; 0 for any",
        ),
    ] = 0.0
    imagine_text_concurrency: Annotated[
        int, Field(ge=1, le=200, description="calls in flight to the language models, over all workers")
    ] = 32

    imagine_daily_images: Annotated[
        int, Field(ge=0, description="pictures a person a day; 0 for no limit")
    ] = 50
    imagine_monthly_usd: Annotated[
        Decimal, Field(ge=0, description="US dollars a workspace a month; 0 for no limit")
    ] = Decimal(100)
    imagine_channel_usd: Annotated[
        Decimal, Field(ge=0, description="US dollars a channel a month; 0 for no limit")
    ] = Decimal(0)
    imagine_retention_days: Annotated[
        int, Field(ge=0, le=36500, description="days that pictures are kept; 0 for ever")
    ] = 0
    imagine_favourite_reaction: Annotated[
        str,
        Field(
            pattern=r"^:?[\w+'-]{1,100}:?$",
            description="name of the reaction that puts a picture among one's favourites",
        ),
    ] = "star"
    imagine_distribution: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9-]*$", description="id of the CloudFront distribution, to empty its cache"
        ),
    ] = ""
    imagine_lease_seconds: Annotated[
        float,
        Field(ge=LEAST_LEASE_SECONDS, le=600, description="how long a silent worker is taken to be alive"),
    ] = LEASE_SECONDS

    port: Annotated[int, Field(ge=0, le=65535, description="of the HTTP server; 0 takes a free one")] = 3000
    metrics_port: Annotated[
        int | None,
        Field(ge=0, le=65535, description="of /metrics for Prometheus; empty for none, 0 takes a free one"),
    ] = None
    log_format: Annotated[
        Literal["auto", "json", "text"],
        Field(description="json: an object a line; text: for people; auto: text on a terminal, else json"),
    ] = "auto"
    log_level: Annotated[
        str, Field(pattern="(?i)^(debug|info|warning|error)$", description="debug to error")
    ] = "info"

    @field_validator("slack_client_secret")
    @classmethod
    def _secret_of_a_client(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is not None and info.data.get("slack_client_id", ...) is None:
            raise ValueError("is the secret of a client, so SLACK_CLIENT_ID is needed")
        return secret

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, token: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if token is None and None in (
            info.data.get("slack_client_id", ...),
            info.data.get("slack_client_secret", ...),
        ):
            description = cls.model_fields["slack_bot_token"].description
            raise ValueError(f"is missing ({description})")
        if token is not None and not token.get_secret_value().startswith("xoxb-"):
            raise ValueError("a bot token starts with xoxb-")
        return token

    @field_validator("imagine_token_key")
    @classmethod
    def _keys_of_fernet(cls, keys: SecretStr | None) -> SecretStr | None:
        for key in _listed(keys.get_secret_value()) if keys is not None else []:
            try:
                Fernet(key)
            except ValueError:
                raise ValueError("each key is 32 random bytes in base64url, 44 characters") from None
        return keys

    @field_validator("imagine_public_url")
    @classmethod
    def _address_alone(cls, url: AnyHttpUrl | None) -> AnyHttpUrl | None:
        if url is not None and (url.path not in (None, "/") or url.query or url.fragment or url.username):
            raise ValueError("is an address alone, as in https://imagine.example.com")
        return url

    @field_validator(
        "slack_client_id",
        "slack_client_secret",
        "slack_bot_token",
        "imagine_public_url",
        "imagine_token_key",
        "imagine_kms_key",
        "slack_app_token",
        "slack_signing_secret",
        "slack_client_id",
        "slack_client_secret",
        "imagine_models_file",
        "imagine_server_url",
        "imagine_server_model",
        "imagine_server_key",
        "metrics_port",
        mode="before",
    )
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("imagine_server_price", mode="before")
    @classmethod
    def _empty_is_free(cls, value: object) -> object:
        return 0 if value == "" else value

    @field_validator("imagine_server_model")
    @classmethod
    def _model_of_a_server(cls, model: str | None, info: ValidationInfo) -> str | None:
        if model is not None and info.data.get("imagine_server_url", ...) is None:
            raise ValueError("is the model of a server, so IMAGINE_SERVER_URL is needed")
        if model is None and info.data.get("imagine_server_url") is not None:
            raise ValueError("is missing: which model of the server at IMAGINE_SERVER_URL?")
        return model

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xapp-"):
            raise ValueError("an app-level token starts with xapp-")
        return token

    @field_validator("imagine_text_model")
    @classmethod
    def _order_of_voices(cls, order: str) -> str:
        order_of(order)
        return order

    @field_validator("imagine_image_model")
    @classmethod
    def _known_painters(cls, order: str, info: ValidationInfo) -> str:
        if info.data.get("imagine_models_file") or info.data.get("imagine_server_url"):
            # What is described is known when it is read: see `bot.models`.
            return order
        for model_id in _listed(order) or [""]:
            if model_id != AUTO and model_id not in KNOWN:
                raise ValueError(
                    f"{model_id!r} is no model this bot can paint with; it can with {', '.join(KNOWN)}, or {AUTO}"
                )
        return order

    @property
    def image_models(self) -> tuple[str, ...]:
        """Ids of the models that paint from words, first choice first; `AUTO` among them for all others."""
        return tuple(_listed(self.imagine_image_model))

    @property
    def model_regions(self) -> tuple[str, ...]:
        return tuple(_listed(self.imagine_model_regions))

    @property
    def limits(self) -> Limits:
        """The budgets of workspaces whose admins have set none."""
        return Limits(
            daily_images=self.imagine_daily_images,
            monthly_usd=self.imagine_monthly_usd,
            channel_usd=self.imagine_channel_usd,
        )

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.slack_app_token is None and self.slack_signing_secret is None:
            raise ValueError("set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP")
        return self

    @model_validator(mode="after")
    def _encrypted(self) -> Self:
        if self.many_workspaces and not self.imagine_token_key and not self.imagine_kms_key:
            raise PydanticCustomError(
                "IMAGINE_KMS_KEY, IMAGINE_TOKEN_KEY",
                "without SLACK_BOT_TOKEN each workspace's token is kept in the table: set a key to encrypt them",
            )
        return self

    @property
    def many_workspaces(self) -> bool:
        """Whether workspaces install the bot themselves; else it serves the one that its token is of."""
        return self.slack_bot_token is None

    @property
    def token_keys(self) -> tuple[str, ...]:
        """Keys of our own for tokens, the one in use first."""
        return tuple(_listed(self.imagine_token_key.get_secret_value())) if self.imagine_token_key else ()

    @property
    def public_url(self) -> str | None:
        """Without a slash at its end."""
        return str(self.imagine_public_url).rstrip("/") if self.imagine_public_url else None

    @property
    def web_gallery(self) -> str:
        """Where the gallery is on the web; empty where nobody could sign in to it."""
        can_sign_in = self.slack_client_id is not None and self.slack_client_secret is not None
        return f"{self.public_url}/gallery" if self.public_url and can_sign_in else ""

    @property
    def retention(self) -> timedelta | None:
        """How long pictures are kept; None for ever."""
        return timedelta(days=self.imagine_retention_days) if self.imagine_retention_days else None

    @property
    def paces(self) -> Paces:
        """What may be asked of models, by all workers together."""
        painting = Pace(self.imagine_model_concurrency, self.imagine_model_rpm)
        return Paces(painting=painting, words=Pace(self.imagine_text_concurrency))

    @property
    def patience(self) -> Patience:
        return Patience(self.imagine_lease_seconds)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be seen anywhere."""
        values = (getattr(self, name) for name in type(self).model_fields)
        whole = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
        return (*whole, *self.token_keys)

    @property
    def socket_mode(self) -> bool:
        return self.slack_app_token is not None


def _listed(names: str) -> list[str]:
    return [name for name in (part.strip() for part in names.split(",")) if name]


class SettingsError(Exception):
    """The environment is not as it should be; its text names every fault, and no secret."""


def read_settings(**given: Any) -> Settings:
    """The settings of the environment.

    Parameters
    ----------
    given
        take precedence over the environment, for tests

    Raises
    ------
    SettingsError
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = [f"  {_name(fault)}: {_sentence(fault)}" for fault in error.errors(include_input=False)]
        raise SettingsError("The settings are not complete:\n" + "\n".join(lines)) from None


def _name(fault: Any) -> str:
    if fault["type"].startswith("IMAGINE_"):  # of several settings together, which it names
        return str(fault["type"])
    return ".".join(map(str, fault["loc"])).upper() or "SLACK_APP_TOKEN, SLACK_SIGNING_SECRET"


def _sentence(fault: Any) -> str:
    if fault["type"] == "missing":
        field = Settings.model_fields[str(fault["loc"][0])]
        return f"is missing ({field.description})"
    return str(fault["msg"]).removeprefix("Value error, ")
