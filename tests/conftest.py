"""Test set-up: no display is needed, nothing of the user's is touched, no test is about time."""

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any Qt import, or Qt aborts

# How fast examples come is up to what else the machine does; `make bench` is about speed.
settings.register_profile(
    "untimed",
    settings.get_profile("ci" if "CI" in os.environ else "default"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")
