"""Tokens can be read with the key, for their owner, and not otherwise."""

import pytest
from cryptography.fernet import Fernet

from services.token_cipher import KmsCipher, LocalCipher, UndecryptableError

SECRETS = {"bot_token": "xoxb-1-2-abc"}
OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))


@pytest.fixture
async def kms(cloud):
    from tests.cloud import AWS

    async with AWS.create_client("kms") as client:
        key = (await client.create_key())["KeyMetadata"]["KeyId"]
        yield KmsCipher(client, key)


async def test_what_was_encrypted_comes_back_to_its_owner_alone():
    cipher = LocalCipher([OLD])
    text = await cipher.encrypt("T1", SECRETS)
    assert "xoxb" not in text
    assert await cipher.decrypt("T1", text) == SECRETS
    with pytest.raises(UndecryptableError, match="T2"):
        await cipher.decrypt("T2", text)


async def test_a_key_is_replaced_by_one_in_front_of_it():
    text = await LocalCipher([OLD]).encrypt("T1", SECRETS)
    both = LocalCipher([NEW, OLD])
    assert both.is_stale(text)
    assert await both.decrypt("T1", text) == SECRETS
    anew = await both.encrypt("T1", SECRETS)
    assert not both.is_stale(anew)
    assert await LocalCipher([NEW]).decrypt("T1", anew) == SECRETS
    with pytest.raises(UndecryptableError, match="no key fits"):
        await LocalCipher([OTHER]).decrypt("T1", text)


async def test_kms_binds_them_to_their_owner(kms):
    text = await kms.encrypt("T1", SECRETS)
    assert "xoxb" not in text
    assert await kms.decrypt("T1", text) == SECRETS
    assert not kms.is_stale(text)
    with pytest.raises(UndecryptableError):
        await kms.decrypt("T2", text)
    with pytest.raises(UndecryptableError):
        await kms.decrypt("T1", "no base64")
