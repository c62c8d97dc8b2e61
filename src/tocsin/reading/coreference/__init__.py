"""Who is meant: aliases and namesakes, descriptions, pronouns and lists, put together into figures."""
