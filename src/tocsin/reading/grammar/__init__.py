"""The grammar of a passage, and the small questions that the other packages ask of it."""
