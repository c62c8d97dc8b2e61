"""What of a 4x4 code the Admiralty scale can say."""

import pytest

from tocsin.vocabulary.admiralty import Reliability
from tocsin.vocabulary.europol import SourceCode, reliability


@pytest.mark.parametrize(
    ("code", "letter"),
    [
        (SourceCode.A, Reliability.A),
        (SourceCode.B, Reliability.B),
        (SourceCode.C, None),
        (SourceCode.X, Reliability.CANNOT_JUDGE),
    ],
)
def test_only_a_letter_that_says_the_same_is_carried_over(code, letter):
    assert reliability(code) is letter
