"""What a person can do to a project, with no window in sight."""
