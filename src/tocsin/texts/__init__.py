"""Texts: what people read, in English and in translations of it."""
