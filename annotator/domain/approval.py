"""Approvals: findings that somebody looked at and marked as right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Approval:
    """That a finding is right as it is; ``id`` is its key, or that of all findings like it."""

    id: str
