"""Releases: versioned, immutable datasets made of a project, and the checking of them."""
