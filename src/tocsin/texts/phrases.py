"""Phrases: texts that stand in a table instead of in a page, marked so that the extractor finds them."""

from tocsin.vocabulary.phrases import phrase

__all__ = ["phrase"]
