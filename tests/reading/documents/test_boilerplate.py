"""Boilerplate: a page speaking of itself is marked, whatever the language; the news is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading.documents.boilerplate import mark
from tocsin.reading.documents.extract import extract

# Invented pages. A line that begins with "~" must be marked, every other must not.
PAGES = {
    "an English site with a sign-up box": """\
Two men held over plot against the harbour at Veldhaven
Police in the port of Veldhaven said on Tuesday that they had arrested two men on suspicion of planning an attack.
~Advertisement
The men, aged 24 and 31, were stopped near the ferry terminal. Officers found a rifle in their car.
~Read more
A spokesman declined to say whether a third suspect was being sought.
~Sign up for our free morning newsletter and never miss a story.
~Enter your email
~Subscribe
~By subscribing you agree to our Terms of Service and Privacy Policy.
~© 2024 The Veldhaven Courier. All rights reserved.
""",
    "a broken cookie notice": """\
The ministry warned that fighters may try to cross the river before the end of the month.
It named no village and gave no number.
~We and
~our partners
~use
~cookies
~to improve your experience on our site. You can change your
~preferences
~at any time.
~Accept all
~Manage options
""",
    "a Turkish agency": """\
Sınırda üç şüpheli yakalandı
Jandarma ekipleri, sınırdan geçmeye çalışan üç kişiyi gözaltına aldı.
~Reklam
Şüphelilerin üzerinde iki tabanca ele geçirildi. Soruşturma sürüyor.
~Paylaş
~Bu haberi paylaşmak için tıklayınız.
~İlgili Haberler
~Gelişmelerden haberdar olmak için e-bültenimize abone olun.
~Sitemizde çerez kullanılmaktadır. Ayrıntılı bilgi için
~gizlilik politikamızı
~inceleyebilirsiniz.
~Tüm hakları saklıdır.
""",
    "a French daily": """\
Trois hommes interpellés près de la frontière
Le parquet a annoncé mardi l'interpellation de trois hommes soupçonnés de préparer un attentat.
~Publicité
Ils seront présentés à un juge jeudi, selon une source proche de l'enquête.
~À lire aussi
~Abonnez-vous à notre newsletter pour ne rien manquer de l'actualité.
~En cliquant sur « s'inscrire », vous acceptez nos conditions d'utilisation et notre politique de confidentialité.
~Vous pouvez vous désabonner à tout moment.
~© Le Courrier du Littoral 2023. Tous droits réservés.
""",
    "law and letters as news": """\
Parliament passed a law on the protection of personal data on Monday.
The Law on the Protection of Personal Data No. 6698 had been criticised by lawyers, who said that privacy was at stake.
The group spread its threats through an online newsletter with some 4,000 subscribers, the prosecutor said.
In its terms of service the forum forbids calls to violence, but moderators did not act, the report says.
Investigators found browser cookies on his laptop that placed him in the chat room on the night of the bombing.
Officers asked residents to share pictures of the suspect and to follow the advice of the police.
""",
    "a Turkish report on data law": """\
Kişisel Verilerin Korunması Kanunu uyarınca açılan davada mahkeme iki sanığa hapis cezası verdi.
Örgütün yayımladığı bülten, saldırıyı üstlendiğini duyurdu.
Savcı, sanıkların site üzerinden tehdit mesajları gönderdiğini söyledi.
""",
    "boilerplate above and in the middle": """\
~Skip to main content
~Home
~Menu
Blast at Corvane market kills four
At least four people died when a car bomb went off beside the market in Corvane.
~Story continues below advertisement
No group has claimed the attack.
~This site is protected by reCAPTCHA and the Google Privacy Policy and Terms of Service apply.
The governor called for calm and promised to publish the names of the dead.
~Share this article
~Follow us on Facebook and Twitter
""",
    "a wire copy": """\
MARENTO (Wire) - A patrol came under fire near the dam on Sunday, wounding two soldiers, the army said.
The army blamed the Northern Front, which has threatened to strike again unless its leader is freed.
~Copyright 2022 Northern Wire. All rights reserved. This material may not be published, broadcast or rewritten.
""",
    "a captcha wall on top": """\
~Please verify you are human
~Enable JavaScript and cookies to continue
The cell in Port Ansel had ordered forty kilograms of fertiliser, according to the indictment.
Its leader fled to the islands in May.
""",
    "a mailing list": """\
Dear colleagues,
a Danish national was detained at the crossing of Tel Karif on 3 May. He carried two telephones.
We ask partners whether he is known to them.
~You are receiving this email because you are on our list.
~To unsubscribe, click here.
~View this email in your browser
""",
    "an English page with a Turkish notice": """\
The consulate has been closed since Friday after a warning of an attack on diplomats.
Staff were moved to the capital.
~Stay informed about what's happening in the region.
~6698 sayılı Kanun kapsamında hazırlanan
~aydınlatma metnini
~okumak için lütfen
~tıklayınız
""",
}


def _lines(page: str) -> list[tuple[str, bool]]:
    return [(line.removeprefix("~"), line.startswith("~")) for line in page.splitlines()]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
def test_what_a_page_says_of_itself_is_marked_and_nothing_else(name: str, newline: str):
    lines = _lines(PAGES[name])
    if newline == "\n\n":  # then a broken sentence cannot be told from two
        lines = [line for line in lines if not line[1] or len(line[0].split()) > 4]
    text = newline.join(line for line, _ in lines)

    marked = mark(text)

    at = 0
    for line, is_boilerplate in lines:
        letters = [place for place in range(at, at + len(line)) if not text[place].isspace()]
        share = sum(any(each.start <= place < each.end for each in marked) for place in letters) / len(letters)
        assert share == (1 if is_boilerplate else 0), line
        at += len(line) + len(newline)


def test_a_sentence_after_news_on_the_same_line_is_marked_alone():
    text = "Four men were charged with arson. You can unsubscribe at any time. The trial begins in June."

    (stretch,) = mark(text)

    assert text[stretch.start : stretch.end] == "You can unsubscribe at any time."


def test_news_cannot_be_hidden_behind_one_cue():
    text = (
        "The commander ordered his men in the city to attack the embassy and the two hotels beside it on the night of "
        "the feast, to burn the archive, and to leave by the north road before dawn, all rights reserved."
    )

    assert mark(text) == ()


@given(st.text(alphabet=st.sampled_from("Please click. cookies\nyour\r\n©2020!?… Share\n"), max_size=300) | st.text())
def test_marks_are_ordered_apart_and_inside_the_text(text: str):
    marked = mark(text)

    edges = [edge for stretch in marked for edge in (stretch.start, stretch.end)]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


def test_marking_changes_no_character_of_the_text():
    page = "\r\n".join(line for line, _ in _lines(PAGES["a French daily"]))

    document = extract(page.encode())

    assert document.text == page
    assert document.language == "fr"
    assert document.boilerplate
