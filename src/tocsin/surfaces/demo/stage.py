"""The stage: what the demonstration prints, and whether every step held."""

import os

import click


class Stage:
    """Prints the story step by step and remembers what did not hold."""

    def __init__(self) -> None:
        self._step = 0
        self._colour = True if os.environ.get("FORCE_COLOR") else None  # None: as the terminal can
        self.failures: list[str] = []

    def step(self, title: str) -> None:
        """Begin a step."""
        self._step += 1
        click.echo()
        click.secho(f"{self._step:2}. {title}", bold=True, color=self._colour)

    def say(self, text: str = "") -> None:
        """Print a line of the story."""
        click.echo(f"    {text}" if text else "")

    def quote(self, text: str) -> None:
        """Print a document as it is, set apart."""
        for line in text.splitlines():
            click.secho(f"    │ {line}", fg="cyan", color=self._colour)

    def check(self, sentence: str, *, holds: bool) -> None:
        """Print a statement with a tick or a cross; a cross makes the whole demonstration fail."""
        mark, colour = ("✓", "green") if holds else ("✗", "red")
        click.secho(f"    {mark} {sentence}", fg=colour, color=self._colour)
        if not holds:
            self.failures.append(sentence)
