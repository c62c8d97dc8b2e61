"""Ways in: thin shells over use cases."""
