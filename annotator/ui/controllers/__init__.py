"""Controllers: what each action does, as commands to the workspace."""
