"""The page: one reading as a single file for a browser, with text, map, timeline and link chart."""
