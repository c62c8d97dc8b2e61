"""NATS JetStream: a courier that leaves mail there, and the mailbox that finds it."""
