"""A node's private keys: made here, kept in memory or in a folder that a passphrase locks, never handed out."""

from tocsin.adapters.keys.folder import FileKeyring, change_passphrase, require_length
from tocsin.adapters.keys.memory import MemoryKeyring

__all__ = ["FileKeyring", "MemoryKeyring", "change_passphrase", "require_length"]
