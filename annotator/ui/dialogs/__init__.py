"""Dialogs. They open without blocking and say by signals what was decided."""
