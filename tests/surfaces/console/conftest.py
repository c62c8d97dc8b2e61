"""Stories and visitors for the tests of the console."""

from collections.abc import Callable

import pytest

from surfaces.console.story import Story, a_story
from surfaces.console.visitor import Visitor
from tocsin.surfaces.console.app import create


@pytest.fixture
def story() -> Story:
    return a_story()


@pytest.fixture
def visit(story: Story) -> Callable[..., Visitor]:
    """Somebody of Alpha, or of another town, signed in at the console of their node."""

    def make(name: str = "", town: str = "alpha", language: str = "en") -> Visitor:
        visitor = Visitor(create(getattr(story, town).node), language=language)
        if name:
            visitor.sign_in(name)
        return visitor

    return make
