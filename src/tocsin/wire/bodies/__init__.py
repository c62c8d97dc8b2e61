"""The bodies of messages: what each kind says, one module per group of kinds."""
