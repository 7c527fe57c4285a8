"""A mail as it comes in (RFC 5322): who sent it, to which of our addresses, and what the person wrote themselves."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

MOST_BYTES = 10 << 20
MOST_TEXT = 20_000
TO_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To")
BULK = {"bulk", "junk", "list", "auto_reply"}
WROTE = re.compile(
    r"^(on|am|le|el|em|il)\b.{4,200}\b(wrote|schrieb.{0,120}|écrit|escribió|escreveu|scritto)\s*:$", re.I
)
DIVIDER = re.compile(r"^(-{2,}\s*(original message|ursprüngliche nachricht|forwarded message).{0,20}|_{16,})$", re.I)
HEADER = re.compile(r"^\W{0,2}(from|von|de)\W{0,2}:.*@", re.I)
SIGNATURE = "-- "
INVISIBLE = re.compile(r"[^\S\n]+\n|[\x00-\x08\x0b-\x1f\x7f]")


class MailRefusedError(Exception):
    """A mail that cannot be taken; its text is one line for the mail server, ``code`` as in sysexits.h."""

    def __init__(self, reason: str, *, code: int) -> None:
        super().__init__(reason)
        self.code = code


BAD_DATA, NO_USER, NO_PERMISSION = 65, 67, 77


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A mail that was read. ``attachments``: how many were left out; ``is_automatic``: a machine answered."""

    sender: str
    to: tuple[str, ...]
    text: str
    message_id: str
    attachments: int = 0
    is_automatic: bool = False


def read_mail(raw: bytes) -> Incoming:
    """Read a mail. Raises :class:`MailRefusedError` for one that is too large, broken, or without a text."""
    if len(raw) > MOST_BYTES:
        raise MailRefusedError(f"The mail is larger than {MOST_BYTES >> 20} MiB.", code=BAD_DATA)
    try:
        return _read(message_from_bytes(raw, policy=policy.default))
    except MailRefusedError:
        raise
    except Exception as error:
        # on headers and bodies that break the rules the standard library raises nearly anything
        raise MailRefusedError("This is not a mail that can be read.", code=BAD_DATA) from error


def _read(mail: EmailMessage) -> Incoming:
    lines = [str(line) for name in TO_HEADERS for line in mail.get_all(name, [])]
    text = own_words(_text(mail))
    if len(text) > MOST_TEXT:
        raise MailRefusedError(f"The text is longer than {MOST_TEXT} characters.", code=BAD_DATA)
    automatic = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no"
    return Incoming(
        sender=parseaddr(str(mail.get("From", "")))[1].lower(),
        to=tuple(address for _name, address in getaddresses(lines) if address),
        text=text,
        message_id=str(mail.get("Message-ID", "")).strip(),
        attachments=sum(1 for _part in mail.iter_attachments()) if mail.is_multipart() else 0,
        is_automatic=automatic or str(mail.get("Precedence", "")).strip().lower() in BULK,
    )


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    if not isinstance(content, str):
        return ""
    return text_of_html(content) if body.get_content_subtype() == "html" else content


def own_words(text: str) -> str:
    """What the person wrote: without quoted lines, without what stands below a divider or a signature's mark."""
    kept: list[str] = []
    for line in INVISIBLE.sub(lambda found: "\n" if "\n" in found[0] else "", _plain(text)).split("\n"):
        if DIVIDER.match(line.strip()) or HEADER.match(line.strip()) or line.strip() == SIGNATURE.strip():
            break
        if line.lstrip().startswith(">"):
            _drop_introduction(kept)
        else:
            kept.append(line)
    _drop_introduction(kept)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _drop_introduction(kept: list[str]) -> None:
    """Take away "On Monday somebody wrote:", on one line or broken over two, and empty lines after it."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    for lines in (1, 2):
        if lines <= end and WROTE.match(" ".join(line.strip() for line in kept[end - lines : end])):
            del kept[end - lines :]
            return


class _Reader(HTMLParser):
    """Takes the words out of HTML: no markup, no script, no style, nothing that is quoted."""

    BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
    SKIPPED = frozenset({"script", "style", "head", "title", "blockquote", "template", "noscript"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self.SKIPPED:
            self.inside.append(tag)
        elif tag in self.BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            # what was left open inside ends with it
            del self.inside[self.inside.index(tag) :]
        elif tag in self.BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(re.sub(r"\s+", " ", data))


def text_of_html(html: str) -> str:
    """The words of HTML as plain text; what is quoted in it is left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.words).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()
