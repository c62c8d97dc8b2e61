from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.report import Span, Stretch
from tocsin.surfaces.console.passages import Quoted, passages

TEXTS = st.text(alphabet="ab <&é\U0001f514\n", min_size=1, max_size=40)


@st.composite
def quoted_texts(draw: st.DrawFn) -> tuple[str, list[Quoted], list[Stretch]]:
    text = draw(TEXTS)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    claims = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        pairs = draw(st.lists(ends, min_size=1, max_size=3))
        spans = tuple(Span(start=start, end=end, text=text[start:end]) for start, end in pairs)
        claims.append(Quoted(number=number, spans=spans))
    grey = [Stretch(start=start, end=end) for start, end in draw(st.lists(ends, max_size=3))]
    return text, claims, grey


@given(quoted_texts())
def test_put_together_the_passages_are_the_text(given_: tuple[str, list[Quoted], list[Stretch]]) -> None:
    text, claims, grey = given_

    assert "".join(passage.text for passage in passages(text, claims, grey)) == text


@given(quoted_texts())
def test_every_letter_is_marked_with_exactly_the_claims_that_quote_it(
    given_: tuple[str, list[Quoted], list[Stretch]],
) -> None:
    text, claims, grey = given_
    at = 0

    for passage in passages(text, claims, grey):
        for place in range(at, at + len(passage.text)):
            quoting = {c.number for c in claims if any(span.start <= place < span.end for span in c.spans)}
            assert set(passage.claims) == quoting
            assert passage.is_boilerplate == any(each.start <= place < each.end for each in grey)
        at += len(passage.text)


def test_overlapping_quotes_share_the_words_they_share() -> None:
    text = "Two men plan attacks in Ireland."
    first = Quoted(number=1, spans=(Span(start=0, end=20, text=text[:20]),))
    second = Quoted(number=2, spans=(Span(start=8, end=31, text=text[8:31]),))

    found = [(passage.text, passage.claims, passage.ends) for passage in passages(text, [first, second])]

    assert found == [
        ("Two men ", (1,), ()),
        ("plan attacks", (1, 2), (1,)),
        (" in Ireland", (2,), (2,)),
        (".", (), ()),
    ]


def test_a_claim_has_one_marker_in_the_text_however_many_quotes_it_has() -> None:
    spans = (Span(start=0, end=1, text="a"), Span(start=2, end=3, text="a"))

    found = passages("aba", [Quoted(number=7, spans=spans)])

    assert [number for passage in found for number in passage.ends] == [7]
