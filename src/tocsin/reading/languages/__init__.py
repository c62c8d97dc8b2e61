"""Languages without a parser: read by word-lists and patterns, more shallowly than English, and labelled so."""
