"""Where the files shipped with the program lie: in the wheel, or beside the package."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """Return the path of ``resources/name``, for example ``schemes/news.json``."""
    return _shipped("resources") / name


def sample_articles() -> Path:
    """Return the folder of the sample articles."""
    return _shipped("projects")


def _shipped(folder: str) -> Path:
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder
