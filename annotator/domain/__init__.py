"""What an annotated article is: frozen values and pure functions, no input or output."""
