"""The second reader: a language model of the operator's own, asked passage by passage and believed in nothing.

It answers in closed lists and quotes. What it says is a claim only if every quote stands in the text.
"""
