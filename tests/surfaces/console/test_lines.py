from collections.abc import Callable

from exchange.forging import an_envelope
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, words
from tocsin.usecases import epochs
from tocsin.usecases.reception import receive

Visit = Callable[..., Visitor]


def test_the_page_says_of_every_counterpart_whether_a_warning_would_reach_it(visit: Visit) -> None:
    said = words(visit("uma").read("/lines"))

    assert "Would a warning reach them now?" in said
    assert "Bravo doubtful nothing was ever heard of them" in said


def test_a_new_epoch_is_accepted_by_who_may_and_by_nobody_else(story: Story, visit: Visit) -> None:
    receive(story.alpha.node, an_envelope(story.bravo, story.alpha, epoch=99))
    form = "/epochs/99"

    assert not [each for each in actions(visit("ines").read("/lines")) if form in each]
    rosa = visit("rosa")
    (address,) = [each for each in actions(rosa.read("/lines")) if form in each]
    page = rosa.send(address)

    assert "What was set aside is taken in." in words(page)
    counterpart = address.split("/")[2]
    assert epochs.waiting(story.alpha.node, story.alpha.uma, counterpart=counterpart) == ()
