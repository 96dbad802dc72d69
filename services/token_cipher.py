"""How tokens are kept from whoever reads the table: encrypted with a key of AWS KMS, or with one of our own.

Either way what was encrypted for one workspace can't be passed off as another's.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from botocore.exceptions import ClientError
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

if TYPE_CHECKING:
    from types_aiobotocore_kms import KMSClient

Secrets = Mapping[str, str]

_CONTEXT: Final = "imagine:workspace"
"""Name in KMS's encryption context; CloudTrail shows it, and a key policy may ask for it."""


class UndecryptableError(Exception):
    """None of the keys fits, or it was encrypted for another."""


class TokenCipher(Protocol):
    """Encrypts the secrets of one owner (a workspace or an organisation) as text."""

    async def encrypt(self, owner: str, secrets: Secrets) -> str: ...

    async def decrypt(self, owner: str, text: str) -> dict[str, str]:
        """
        Raises
        ------
        UndecryptableError
        """

    def is_stale(self, text: str) -> bool:
        """Whether it should be encrypted anew, since its key is being replaced."""


class LocalCipher:
    """With keys of our own: the first encrypts, all decrypt, so a key is replaced by putting another in front.

    Parameters
    ----------
    keys
        of Fernet: 32 bytes in base64url each

    Raises
    ------
    ValueError
        if one is no such key
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._all = MultiFernet([Fernet(key) for key in keys])
        self._first = Fernet(keys[0])

    async def encrypt(self, owner: str, secrets: Secrets) -> str:
        return self._first.encrypt(_packed(owner, secrets)).decode()

    async def decrypt(self, owner: str, text: str) -> dict[str, str]:
        try:
            return _unpacked(owner, self._all.decrypt(text))
        except InvalidToken as error:
            raise UndecryptableError(f"no key fits the tokens of {owner}") from error

    def is_stale(self, text: str) -> bool:
        try:
            self._first.decrypt(text)
        except InvalidToken:
            return True
        return False


class KmsCipher:
    """With a key that never leaves AWS KMS, at most 4,096 bytes at a time (KMS, Encrypt), bound to the owner."""

    def __init__(self, client: "KMSClient", key: str) -> None:
        self._client = client
        self._key = key

    async def encrypt(self, owner: str, secrets: Secrets) -> str:
        answer = await self._client.encrypt(
            KeyId=self._key, Plaintext=_packed(owner, secrets), EncryptionContext={_CONTEXT: owner}
        )
        return base64.b64encode(answer["CiphertextBlob"]).decode()

    async def decrypt(self, owner: str, text: str) -> dict[str, str]:
        try:
            answer = await self._client.decrypt(
                KeyId=self._key,
                CiphertextBlob=base64.b64decode(text, validate=True),
                EncryptionContext={_CONTEXT: owner},
            )
        except (ClientError, binascii.Error) as error:
            code = error.response["Error"]["Code"] if isinstance(error, ClientError) else "not base64"
            if code in {"InvalidCiphertextException", "IncorrectKeyException", "not base64"}:
                raise UndecryptableError(f"the tokens of {owner} can't be decrypted: {code}") from error
            raise
        return _unpacked(owner, answer["Plaintext"])

    def is_stale(self, text: str) -> bool:  # noqa: ARG002 - KMS rotates its keys by itself
        return False


def _packed(owner: str, secrets: Secrets) -> bytes:
    return json.dumps({"owner": owner, "secrets": dict(secrets)}).encode()


def _unpacked(owner: str, data: bytes) -> dict[str, str]:
    packed = json.loads(data)
    if packed["owner"] != owner:
        raise UndecryptableError(f"these are not the tokens of {owner}")
    return {str(name): str(value) for name, value in packed["secrets"].items()}
