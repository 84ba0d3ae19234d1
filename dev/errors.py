"""The one exception a person sees."""


class SetupError(Exception):
    """Something the person has to mend: one line that says what to do."""

    def __init__(self, message):
        super().__init__(" ".join(str(message).split()))
