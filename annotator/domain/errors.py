"""Errors told apart by who can mend them."""


class MendableError(Exception):
    """Something the user can mend; its text is a plain sentence with a next step.

    Anything that is not a ``MendableError`` is a fault of the program and goes to the
    crash report.
    """


class RefusedError(MendableError):
    """A change that would break a rule of the scheme or of the text; nothing was changed."""
