"""Answers to the ports; one module or package per technology."""
