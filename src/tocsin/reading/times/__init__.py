"""When: dates and hours, and which of them belongs to which event."""
