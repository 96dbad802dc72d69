"""The key with which the workspace signs identity tokens."""

from functools import cached_property
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox.slack.state.model import Json

KEY_ID: Final = "sandbox-1"
_BITS: Final = 2048


class Signer:
    """Signs with a key of its own, made when it is first needed."""

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(public_exponent=65537, key_size=_BITS)

    def sign(self, claims: Json) -> str:
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": KEY_ID})

    def keys(self) -> Json:
        """The public half, as a JWK set."""
        key: Any = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return {
            "keys": [
                {"kty": "RSA", "n": key["n"], "e": key["e"], "alg": "RS256", "use": "sig", "kid": KEY_ID}
            ]
        }
