"""What several use cases leave behind in their transaction: an entry in the ledger, a message on its way."""
