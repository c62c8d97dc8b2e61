"""Fallback notices, through a real mail server."""

import pytest

from mail_server import a_mailbox
from tocsin.adapters.smtp import SmtpNotifier
from tocsin.domain.errors import RefusedError, UnavailableError
from tocsin.texts.fallback import words


@pytest.fixture
def mailbox():
    with a_mailbox() as running:
        yield running


def test_a_notice_says_that_an_item_waits_and_nothing_else(mailbox):
    mailbox.notifier().notify("duty@example.net", language="en", reference="0f" * 8)

    (mail,) = mailbox.mail
    assert mail.get_payload().strip() == f"An item waits in your Tocsin inbox; reference {'0f' * 8}."
    assert (mail["To"], mail["Subject"]) == ("duty@example.net", "An item waits")
    assert mail["Message-ID"].endswith("@tocsin.invalid>")


def test_a_notice_is_in_the_counterparts_language_where_it_is_spoken(mailbox):
    for language in ("tr", "xx"):
        mailbox.notifier().notify("duty@example.net", language=language, reference="ab" * 8)

    turkish, other = (mail.get_payload(decode=True).decode() for mail in mailbox.mail)
    assert "Tocsin gelen kutunuzda" in turkish
    assert "in your Tocsin inbox" in other


def test_a_server_that_refuses_or_is_not_there_is_unavailable_and_its_words_are_not_kept(mailbox):
    mailbox.refuses = True
    with pytest.raises(UnavailableError, match="SMTPDataError") as refused:
        mailbox.notifier().notify("duty@example.net", language="en", reference="ab" * 8)
    gone = SmtpNotifier(host="127.0.0.1", port=1, security="none", sender="a@example.org", words=words)
    with pytest.raises(UnavailableError):
        gone.notify("duty@example.net", language="en", reference="ab" * 8)

    assert "try again later" not in str(refused.value)


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.1", "127.0.0.1.example.org", "192.0.2.1"])
def test_plain_text_is_spoken_with_this_machine_only(host):
    with pytest.raises(RefusedError, match="this machine only"):
        SmtpNotifier(host=host, port=25, security="none", sender="a@example.org", words=words)


def test_where_tls_is_wanted_a_server_without_it_gets_nothing(mailbox):
    for security in ("starttls", "tls"):
        notifier = SmtpNotifier(
            host="127.0.0.1", port=mailbox.port, security=security, sender="a@example.org", words=words
        )
        with pytest.raises(UnavailableError):
            notifier.notify("duty@example.net", language="en", reference="ab" * 8)

    assert mailbox.mail == []
