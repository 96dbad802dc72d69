"""What a person cannot do, told to whoever drives them through the control API."""


class RefusalError(Exception):
    """`code` is for programs, the text for people; nothing was sent to the app."""

    def __init__(self, code: str, sentence: str, **extra: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.extra = extra
