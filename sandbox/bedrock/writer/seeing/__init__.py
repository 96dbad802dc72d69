"""Reference pictures: what can honestly be said of their pixels, and what prompts take over from it.

Nothing is recognised here. A picture is measured (`look`), the numbers become a few plain judgements
(`impression`), and these are told in English or Korean (`telling`) and handed to the prompts (`character`).
"""


class UnreadablePictureError(ValueError):
    """The file can't be decoded."""
