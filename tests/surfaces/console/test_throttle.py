from datetime import timedelta

from fakes import NOON
from tocsin.surfaces.console.throttle import MOST_NAMES, TRIES, WINDOW, Throttle


def test_after_five_tries_a_name_has_to_wait_for_the_rest_of_the_window() -> None:
    throttle = Throttle()
    for _ in range(TRIES):
        assert throttle.wait("rosa", NOON) is None

    assert throttle.wait("rosa", NOON + timedelta(minutes=5)) == WINDOW - timedelta(minutes=5)


def test_a_name_may_be_tried_again_when_the_window_has_passed() -> None:
    throttle = Throttle()
    for _ in range(TRIES):
        throttle.wait("rosa", NOON)

    assert throttle.wait("rosa", NOON + WINDOW) is None


def test_one_name_does_not_wait_for_another() -> None:
    throttle = Throttle()
    for _ in range(TRIES + 1):
        throttle.wait("rosa", NOON)

    assert throttle.wait("ines", NOON) is None


def test_invented_names_do_not_fill_the_memory() -> None:
    throttle = Throttle()
    for number in range(MOST_NAMES):
        throttle.wait(f"name {number}", NOON)

    assert throttle.wait("one more", NOON) == WINDOW
    assert throttle.wait("one more", NOON + WINDOW) is None
