"""Word lists from ``resources/lexicons``."""

from annotator.shipped import resource


def words(name: str) -> frozenset[str]:
    """Return the entries of ``resources/lexicons/name.txt``."""
    lines = resource(f"lexicons/{name}.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
