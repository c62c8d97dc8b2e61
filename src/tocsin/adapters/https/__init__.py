"""HTTPS: the courier, how it connects, and a certificate of our own for the peer door."""
