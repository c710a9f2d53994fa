"""As much of the text format of protocol buffers as conformance files use: fields, messages, adjacent texts, comments."""
import re

# Comment or blank, quoted text, sign, anything else up to a separator.
_TOKEN = re.compile(r'''\s+|\#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}<>\[\]:,;]|[^\s{}<>\[\]:,;"'\#]+''', re.S)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.S)
_PLAIN = dict(zip(b"abfnrtv", b"\a\b\f\n\r\t\v"))


class Unreadable(Exception):
    """What is wrong, and near what."""


def parse(text):
    """A message: field name → list of its values (messages, bytes for quoted texts, `str` for numbers and names)."""
    return _fields(_Tokens(text), None)


class _Tokens:
    def __init__(self, text):
        self.list, at = [], 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if not match:
                raise Unreadable(f"cannot be read from {text[at:at + 40]!r} on")
            at = match.end()
            if not (match[0].isspace() or match[0].startswith("#")):
                self.list.append(match[0])
        self.at = 0

    @property
    def next(self):
        return self.list[self.at] if self.at < len(self.list) else None

    def take(self, *wanted):
        token = self.next
        if token is None or (wanted and token not in wanted):
            raise Unreadable(f"{token!r} stands where {' or '.join(wanted) or 'something'} should")
        self.at += 1
        return token


def _fields(tokens, end):
    message = {}
    while tokens.next != end:
        name = tokens.take()
        if name == "[":
            name = ""
            while tokens.next != "]":
                name += tokens.take()
            tokens.take("]")
        if tokens.next == ":":
            tokens.take(":")
        message.setdefault(name, []).append(_value(tokens))
        if tokens.next in (",", ";"):
            tokens.take()
    return message


def _value(tokens):
    token = tokens.take()
    if token in "{<":
        end = {"{": "}", "<": ">"}[token]
        message = _fields(tokens, end)
        tokens.take(end)
        return message
    if token[0] not in "\"'":
        return token
    text = _unquoted(token)
    while tokens.next and tokens.next[0] in "\"'":
        text += _unquoted(tokens.take())
    return text


def _unquoted(token):
    def plain(match):
        octal, hexadecimal, short, long, other = match.groups()
        if octal:
            return bytes([int(octal, 8) & 255])
        if hexadecimal:
            return bytes([int(hexadecimal, 16)])
        if short or long:
            return chr(int(short or long, 16)).encode()
        return bytes([_PLAIN.get(other[0], other[0])])

    return _ESCAPE.sub(plain, token[1:-1].encode())
