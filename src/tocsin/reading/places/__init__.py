"""Where: the country and the coordinates of a name, and where people are said to be."""
