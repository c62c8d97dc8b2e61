"""The HTTPS courier, against real servers on this machine."""

import ipaddress
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fakes import NOON
from tocsin.adapters.https import certificate as certificates
from tocsin.adapters.https.connecting import may_be_reached
from tocsin.adapters.https.courier import ENVELOPE_TYPE, HttpsCourier
from tocsin.domain.errors import InvalidError, RefusedError, UnavailableError
from tocsin.wire.limits import MAX_RECEIPT

LOOPBACK = ("127.0.0.0/8", "::1/128")


class Door(BaseHTTPRequestHandler):
    """Answers as the server's `answer` says and keeps what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, self.headers["Content-Type"], body, self.client_address))
        self.server.answer(self)

    def do_GET(self):
        self.server.asked.append(("GET " + self.path, None, b"", self.client_address))
        self.send_error(404)

    def log_message(self, *_):
        pass


def answering(body, *, status=200, **headers):
    def answer(door):
        door.send_response(status)
        for name, value in headers.items():
            door.send_header(name, value)
        door.send_header("Content-Length", str(len(body)))
        door.end_headers()
        door.wfile.write(body)

    return answer


@contextmanager
def a_server(answer, *, context=None):
    """Serve on a free port of 127.0.0.1 until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    server.answer, server.asked = answer, []
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def at(server, scheme="http", host="127.0.0.1"):
    return f"{scheme}://{host}:{server.server_port}"


@pytest.fixture
def courier():
    courier = HttpsCourier(allowed_networks=LOOPBACK, within_seconds=5)
    yield courier
    courier.close()


def carry(address, envelope=b"envelope", **options):
    courier = HttpsCourier(**{"allowed_networks": LOOPBACK, "within_seconds": 5, **options})
    try:
        return courier.carry(address, envelope)
    finally:
        courier.close()


def test_an_envelope_arrives_as_it_was_and_the_receipt_comes_back(courier):
    envelope = bytes(range(256)) * 300

    with a_server(answering(b"receipt")) as server:
        receipt = courier.carry(at(server) + "/peer/", envelope)

    assert receipt == b"receipt"
    assert [each[:3] for each in server.asked] == [("/peer/envelopes", ENVELOPE_TYPE, envelope)]


def test_a_connection_is_used_again(courier):
    with a_server(answering(b"receipt")) as server:
        for _ in range(5):
            courier.carry(at(server), b"envelope")

    assert len({client for *_, client in server.asked}) == 1


def test_a_connection_that_was_closed_in_the_meantime_is_opened_again(courier):
    def once(door):
        answering(b"receipt")(door)
        door.close_connection = True

    with a_server(once) as server:
        for _ in range(3):
            assert courier.carry(at(server), b"envelope") == b"receipt"
            time.sleep(0.1)  # for the news to arrive: a connection that closes at this very moment is an error

    assert len({client for *_, client in server.asked}) == 3


@pytest.mark.parametrize("status", [201, 204, 301, 307, 400, 403, 404, 413, 500, 503])
def test_any_answer_but_200_is_named(courier, status):
    elsewhere = answering(b"", status=status, Location="/elsewhere")

    with a_server(elsewhere) as server, pytest.raises(UnavailableError, match=f"^answered {status}$"):
        courier.carry(at(server), b"envelope")

    assert len(server.asked) == 1  # no redirect is followed


def test_the_longest_receipt_is_taken(courier):
    with a_server(answering(bytes(MAX_RECEIPT))) as server:
        assert courier.carry(at(server), b"envelope") == bytes(MAX_RECEIPT)


def test_more_than_a_receipt_is_not_read(courier):
    def endless(door):
        door.send_response(200)
        door.end_headers()
        while True:
            door.wfile.write(bytes(1024))

    with a_server(endless) as server, pytest.raises(UnavailableError, match=r"^answered with more than a receipt$"):
        courier.carry(at(server), b"envelope")


def test_a_receipt_that_was_blown_up_by_compression_is_not_unpacked(courier):
    import gzip

    packed = gzip.compress(bytes(1_000_000))

    with a_server(answering(packed, **{"Content-Encoding": "gzip"})) as server:
        assert courier.carry(at(server), b"envelope") == packed


def test_nobody_at_the_port_is_said():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with pytest.raises(UnavailableError, match=r"^connection refused$"):
        carry(f"http://127.0.0.1:{port}")


def test_somebody_who_never_answers_is_not_waited_for():
    released = threading.Event()

    with a_server(lambda _: released.wait(10)) as server:
        with pytest.raises(UnavailableError, match=r"^timed out$"):
            carry(at(server), within_seconds=0.3)
        released.set()


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "], ids=["body", "header"])
def test_somebody_who_answers_a_byte_at_a_time_is_not_waited_for(first):
    released = threading.Event()

    def drip(door):
        door.wfile.write(first)
        while not released.wait(0.05):
            door.wfile.write(b".")

    with a_server(drip) as server:
        with pytest.raises(UnavailableError, match=r"^timed out$"):
            carry(at(server), within_seconds=0.4)
        released.set()


def test_somebody_who_reads_a_little_at_a_time_is_not_waited_for():
    def read_slowly(listener, released):
        client, _ = listener.accept()
        with client:
            while not released.wait(0.02):
                client.recv(1000)

    released = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        thread = threading.Thread(target=read_slowly, args=(listener, released))
        thread.start()
        with pytest.raises(UnavailableError, match=r"^timed out$"):
            carry(f"http://127.0.0.1:{listener.getsockname()[1]}", bytes(8_000_000), within_seconds=0.5)
        released.set()
        thread.join()


def test_somebody_who_hangs_up_is_said(courier):
    def hang_up(door):
        door.connection.shutdown(socket.SHUT_RDWR)
        door.close_connection = True

    with a_server(hang_up) as server, pytest.raises(UnavailableError, match=r"^hung up"):
        courier.carry(at(server), b"envelope")


def test_a_name_that_nobody_knows_is_said():
    with pytest.raises(UnavailableError, match=r"^its name cannot be resolved$"):
        carry("https://nobody.invalid")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://example.com",
        "https://",
        "/peer",
        "file:///etc/passwd",
        "https://user:word@example.com",
        "https://example.com/?to=x",
        "https://example.com:port",
    ],
)
def test_only_plain_web_addresses_are_tried(address):
    with pytest.raises(UnavailableError, match=r"^the address is not a"):
        carry(address)


def test_nothing_is_sent_in_clear_beyond_this_machine():
    with pytest.raises(UnavailableError, match="has to be https"):
        carry("http://example.com")


def test_a_constructor_flag_allows_plain_http():
    with a_server(answering(b"receipt")) as server:
        assert carry(at(server, host="0"), plain_http_anywhere=True, allowed_networks=("0.0.0.0/0",)) == b"receipt"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_not_reached_unless_it_is_allowed(host):
    with a_server(answering(b"receipt")) as server:
        with pytest.raises(UnavailableError, match="not a public one"):
            carry(at(server, host=host), allowed_networks=())

        assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  # an address to refuse
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
    ],
)
def test_an_address_that_is_not_public_is_not_reached(address):
    assert not may_be_reached(ipaddress.ip_address(address), ())


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is_reached(address):
    assert may_be_reached(ipaddress.ip_address(address), ())


def test_a_network_that_is_allowed_is_reached_and_no_other():
    networks = (ipaddress.ip_network("10.1.0.0/16"),)

    assert may_be_reached(ipaddress.ip_address("10.1.2.3"), networks)
    assert not may_be_reached(ipaddress.ip_address("10.2.2.3"), networks)
    assert not may_be_reached(ipaddress.ip_address("fd00::1"), networks)


@pytest.mark.parametrize("text", ["10.1.2.3/16", "home", ""])
def test_a_network_that_is_none_is_named(text):
    with pytest.raises(InvalidError, match="is not a network"):
        HttpsCourier(allowed_networks=(text,))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A self-signed certificate for localhost, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON - timedelta(days=3650))
        .not_valid_after(NOON + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


def tls(certificate, *, newest=ssl.TLSVersion.TLSv1_3):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.maximum_version = newest
    return context


def test_a_trusted_server_is_reached_over_tls(certificate):
    with a_server(answering(b"receipt"), context=tls(certificate)) as server:
        assert carry(at(server, "https", "localhost"), authorities=certificate) == b"receipt"


def test_a_certificate_nobody_vouches_for_is_refused(certificate):
    with a_server(answering(b"receipt"), context=tls(certificate)) as server:
        with pytest.raises(UnavailableError, match=r"^its certificate is not trusted: self-signed"):
            carry(at(server, "https", "localhost"))

        assert server.asked == []


def test_a_certificate_for_another_name_is_refused(certificate):
    with a_server(answering(b"receipt"), context=tls(certificate)) as server:
        with pytest.raises(UnavailableError, match=r"^its certificate is not trusted"):
            carry(at(server, "https", "127.0.0.1"), authorities=certificate)

        assert server.asked == []


def test_tls_before_1_3_is_refused(certificate):
    with a_server(answering(b"receipt"), context=tls(certificate, newest=ssl.TLSVersion.TLSv1_2)) as server:
        with pytest.raises(UnavailableError, match=r"^TLS 1\.3 could not be agreed on$"):
            carry(at(server, "https", "localhost"), authorities=certificate)

        assert server.asked == []


@pytest.fixture(scope="session")
def own(tmp_path_factory):
    """Two certificates as nodes make them, each with its key, and the pins."""
    folder = tmp_path_factory.mktemp("own")
    made = {}
    for name in ("ours", "theirs"):
        files = folder / f"{name}.pem", folder / f"{name}.key"
        certificates.create(*files, now=NOON)
        made[name] = (files, f"#sha256={certificates.pin_to_publish(files[0])}")
    return made


def test_a_node_is_known_by_the_key_that_its_card_names(own):
    files, pin = own["theirs"]

    with a_server(answering(b"receipt"), context=certificates.door(*files)) as server:
        assert carry(at(server, "https") + pin) == b"receipt"
        assert carry(at(server, "https") + "/peer/" + pin) == b"receipt"

    assert [path for path, *_ in server.asked] == ["/envelopes", "/peer/envelopes"]


def test_nothing_is_said_to_whoever_shows_another_key(own):
    files, pin = own["ours"][0], own["theirs"][1]

    with a_server(answering(b"receipt"), context=certificates.door(*files)) as server:
        with pytest.raises(UnavailableError, match=r"^its certificate is not the one that their card names$"):
            carry(at(server, "https") + pin)

        assert server.asked == []


def test_a_certificate_that_an_authority_signed_is_no_substitute_for_the_pinned_one(own, certificate):
    with a_server(answering(b"receipt"), context=tls(certificate)) as server:
        with pytest.raises(UnavailableError, match="not the one that their card names"):
            carry(at(server, "https", "localhost") + own["theirs"][1], authorities=certificate)

        assert server.asked == []


def test_a_connection_with_one_pin_is_not_used_for_an_address_with_another(own, courier):
    files, pin = own["theirs"]

    with a_server(answering(b"receipt"), context=certificates.door(*files)) as server:
        courier.carry(at(server, "https") + pin, b"envelope")
        for other in (own["ours"][1], ""):
            with pytest.raises(UnavailableError, match="its certificate is not"):
                courier.carry(at(server, "https") + other, b"envelope")

        assert len(server.asked) == 1


def test_a_pinned_node_speaks_tls_1_3_or_is_not_spoken_to(own):
    files, pin = own["theirs"]
    old = certificates.door(*files)
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2

    with (
        a_server(answering(b"receipt"), context=old) as server,
        pytest.raises(UnavailableError, match=r"^TLS 1\.3 could not be agreed on$"),
    ):
        carry(at(server, "https") + pin)


def test_our_door_speaks_nothing_before_tls_1_3(own):
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.maximum_version = ssl.TLSVersion.TLSv1_2

    with (
        a_server(answering(b"receipt"), context=certificates.door(*own["theirs"][0])) as server,
        socket.create_connection(("127.0.0.1", server.server_port)) as line,
        pytest.raises(ssl.SSLError),
    ):
        client.wrap_socket(line)


def test_a_door_that_asks_for_a_certificate_opens_to_those_it_knows(own):
    files, pin = own["theirs"]
    ours, stranger = own["ours"][0], own["theirs"][0]
    door = certificates.door(*files, clients=ours[0])

    with a_server(answering(b"receipt"), context=door) as server:
        assert carry(at(server, "https") + pin, shown=ours) == b"receipt"
        with pytest.raises(UnavailableError, match=r"asks for a certificate|hung up"):
            carry(at(server, "https") + pin)
        with pytest.raises(UnavailableError):
            carry(at(server, "https") + pin, shown=stranger)

    assert len(server.asked) == 1


@pytest.mark.parametrize("end", ["#x", "#sha256=", "#sha256=" + "0" * 63, "#sha256=" + "G" * 64, "#sha1=" + "0" * 40])
def test_a_pin_that_is_none_is_not_overlooked(end):
    with pytest.raises(UnavailableError, match="the digest of a key"):
        carry("https://127.0.0.1:1/" + end)


def test_a_pin_makes_no_sense_without_tls():
    with pytest.raises(UnavailableError, match="the digest of a key"):
        carry("http://127.0.0.1:1/#sha256=" + "0" * 64)


def test_a_key_that_everybody_can_read_is_not_used(tmp_path):
    files = tmp_path / "a.pem", tmp_path / "a.key"
    certificates.create(*files, now=NOON)
    assert [path.stat().st_mode & 0o777 for path in files] == [0o600, 0o600]
    files[1].chmod(0o644)

    with pytest.raises(RefusedError, match="can be read by everybody"):
        certificates.door(*files)


def test_files_that_are_no_certificate_are_named(tmp_path, own):
    noise = tmp_path / "noise"
    noise.write_text("noise")

    for act in (
        lambda: certificates.door(noise, noise),
        lambda: certificates.door(own["ours"][0][0], own["theirs"][0][1]),
        lambda: certificates.door(*own["ours"][0], clients=noise),
        lambda: certificates.pin_to_publish(noise),
        lambda: certificates.pin_to_publish(tmp_path / "missing"),
    ):
        with pytest.raises(InvalidError, match=r"\[tls\]"):
            act()


def test_a_certificate_of_an_authority_is_not_pinned(tmp_path, own, certificate):
    authority = x509.load_pem_x509_certificate(certificate.read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    issued = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "warn.example.org")]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(2)
        .not_valid_before(NOON)
        .not_valid_after(NOON + timedelta(days=90))
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "issued.pem").write_bytes(issued.public_bytes(serialization.Encoding.PEM))

    assert certificates.pin_to_publish(tmp_path / "issued.pem") is None
