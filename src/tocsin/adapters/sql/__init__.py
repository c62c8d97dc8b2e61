"""A store in a database, through SQLAlchemy Core: one table per collection, records as JSON."""
