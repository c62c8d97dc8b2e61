"""Closed word-lists of published standards, and the algebra that follows from them."""
