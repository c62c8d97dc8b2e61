"""What becomes of an authentic message: one module per group of kinds, one table of all."""
