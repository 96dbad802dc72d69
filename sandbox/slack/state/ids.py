"""Names for things, in Slack's shapes."""

import hashlib
import secrets
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def slack_id(prefix: str, seed: str) -> str:
    """An id such as ``U07K2M4QX9B``: `prefix`, ``0`` and nine characters that depend only on `seed`."""
    number = int.from_bytes(hashlib.blake2s(f"{prefix}/{seed}".encode()).digest()[:8])
    digits = []
    for _ in range(9):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return f"{prefix}0{''.join(digits)}"


class Ids:
    """Ids handed out in order: the same actions in a fresh workspace get the same ids."""

    def __init__(self) -> None:
        self._count = 0
        self._last_ts = 0

    def new(self, prefix: str) -> str:
        self._count += 1
        return slack_id(prefix, str(self._count))

    def short(self) -> str:
        """Five characters, as Slack makes up a missing ``block_id`` or ``action_id``."""
        self._count += 1
        return hashlib.blake2s(f"short/{self._count}".encode()).hexdigest()[:5]

    def ts(self, now: float) -> str:
        """A message timestamp: seconds and microseconds, unique and growing in this workspace."""
        self._last_ts = max(int(now * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def trigger(self, team_id: str) -> str:
        """Three parts, the last unguessable, like ``7123.4567.0a1b…``."""
        self._count += 1
        team_number = int.from_bytes(team_id.encode()[-5:])
        return f"{7_000_000_000 + self._count}.{team_number}.{secrets.token_hex(16)}"
