"""What is fixed and documented, so that any client can be pointed at the sandbox."""

from typing import Final

BOT_TOKEN: Final = "xoxb-sandbox"
APP_TOKEN: Final = "xapp-sandbox"
SIGNING_SECRET: Final = "sandbox-signing-secret"
CLIENT_ID: Final = "17954537831.26011408224"
CLIENT_SECRET: Final = "sandbox-client-secret"
TOKEN_KEY: Final = "c2FuZGJveC10b2tlbi1rZXktMzItYnl0ZXMtbG9uZyE="
"""With which a bot of many workspaces encrypts their tokens."""

TABLE: Final = "imagine-sandbox"
BUCKET: Final = "imagine-sandbox"
QUEUE: Final = "imagine-sandbox"

REGION: Final = "us-west-2"
ACCESS_KEY_ID: Final = "sandbox"
SECRET_ACCESS_KEY: Final = "sandbox"

IMAGE_MODEL: Final = "amazon.titan-image-generator-v2:0"
TEXT_MODEL: Final = "us.amazon.nova-2-lite-v1:0"

IMAGE_SERVER_MODEL: Final = "studio-1"
IMAGE_SERVER_KEY: Final = "sk-sandbox"
"""Of the image server, which is none of Amazon's."""

SLACK_PORT: Final = 8100
AWS_PORT: Final = 8101

HOST: Final = "127.0.0.1"
CDN_PATH: Final = "/cdn"
