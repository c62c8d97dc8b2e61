"""Tocsin: warnings between organisations that arrive, are answered and can be proven."""
