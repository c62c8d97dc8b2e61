"""How sure: status, negation, condition, likelihood and intent."""
