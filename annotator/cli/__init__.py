"""The command line: what the window does, for scripts."""
