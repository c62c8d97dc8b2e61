"""Every limit on bytes that cross a border, in one place; docs/spec names each of them."""

from datetime import timedelta

KIB = 1024
MIB = 1024 * KIB

# JSON
MAX_DEPTH = 32  # nested arrays and objects; a parser that recurses is never given more
MAX_INTEGER = 2**53 - 1  # the largest whole number that every JSON reader keeps exact

# Text that people read in cards
MAX_NAME = 200  # characters of an organisation's name
MAX_TEXT = 1024  # characters of any other text: an address, a mandate, a format
MAX_LABEL = 64  # bytes of a short identifier: a sealing key's id, a kind, an urgency

# Cards
MAX_CARD = 128 * KIB  # the whole file; a card with sixteen sealing keys is about 40 KiB
MAX_COUNTRIES = 300  # more than there are
MAX_MANDATES = 64
MAX_ENDPOINTS = 16
MAX_FORMATS = 64
MAX_SEALING_KEYS = 16  # thirty days each, so more than a year made in advance
MAX_REVOKED = 16  # signing keys that were stolen, once a node can say so sixteen times

# Messages: padded to one of these lengths, so that length tells little of what is inside
SIZE_CLASSES = tuple(4 * KIB << 2 * step for step in range(6))  # 4, 16, 64, 256 KiB, 1 and 4 MiB
MAX_MESSAGE = SIZE_CLASSES[-1]
MESSAGE_HEADER = 1 * KIB  # reserved for the fields before the body; they need less than 600 bytes
MAX_BODY = MAX_MESSAGE - MESSAGE_HEADER
MAX_POSITION = MAX_INTEGER  # positions and epochs stand in JSON too

# Streams
MAX_RANGES = 256  # of positions, in one request for what is missing
MAX_RESENT = 256  # messages that are sent again for one request; the next one asks for the rest
MAX_STREAMS = 48  # stated in one status: three urgencies, and the newest sixteen epochs

# What one counterpart may bring at once; more is not lost but told to come again
BURST = 5_000  # messages
ONE_MORE_EVERY = timedelta(milliseconds=20)  # fifty a second, in the long run

# Around a message
MAX_HEADER = 1 * KIB  # the outer header of an envelope, in clear
MAX_ENVELOPE = MAX_MESSAGE + 16 * KIB  # header, encapsulated key, tag and signatures need about 5 KiB
MAX_STATUS = 1020 * KIB  # a checkpoint, escaped, and the most of everything below
MAX_CONTINUES = 4  # consistency paths in one status
MAX_ENTRIES = 64  # leaves about the recipient's own messages in one status
MAX_LINE = 4 * KIB  # one signature line; with ML-DSA-44 and the longest name it has 3,525 characters
MAX_RECEIPT = 8 * KIB  # a body under 1 KiB and 3,373 bytes of signatures

# Bundles: files of envelopes and receipts, for a stick
MAX_BUNDLE = 64 * MIB  # what does not fit goes into another file
MAX_ITEMS = 16_384  # in one bundle; the smallest receipts fill it with as many

# Batches: bundles that are posted, and the bundles of receipts that are the answers
MAX_BATCH = 1 * MIB
MAX_BATCHED = 16  # envelopes in one, so that the urgent never waits long behind it
MAX_BATCH_ANSWER = MAX_BATCHED * (MAX_RECEIPT + 4) + 16

# Ledgers
MAX_LEDGER = 2**63 - 1  # leaves
MAX_TIMESTAMP = 253_402_300_799  # the last second of the year 9999
MAX_PATH = 64  # hashes in an inclusion proof; a tree of 2**63 leaves needs 63
MAX_CHECKPOINT = 64 * KIB  # sixteen signatures of ML-DSA-44 in base64 and room to spare
MAX_SIGNATURES = 16  # signature lines read from one checkpoint, as C2SP asks at the least
MAX_ORIGIN = 255  # bytes; a cosigned message has one byte for this length

# Proofs
MAX_RECORD = 4 * KIB  # one record of a ledger, as shown in a proof
MAX_LEAVES = 256  # leaves shown in one proof
MAX_ANSWERS = 64
MAX_STATEMENTS = 16
MAX_LATER_CARDS = 64  # a new one each month, for some years, of both sides
MAX_WITNESSES = 13  # with the log's own two and the other side's, as many lines as a checkpoint may have
MAX_FORK = 4 * MIB  # two cards and two statuses of the largest class in base64
MAX_DISCLOSURE = 64 * MIB  # every field of the largest assessment with its path, and the message
MAX_PROOF = 8 * MIB  # with an opened message of the largest class in base64
