"""Enough of Swift's grammar to count braces and find words: comments and literals blanked out, lines kept."""
import re

_TOKEN = re.compile(r'//[^\n]*|/\*|(#*)("""|")')


def code_only(text):
    """The text with every comment and string literal turned into blanks of the same shape; interpolated code is blanked too."""
    kept, at = [], 0
    while match := _TOKEN.search(text, at):
        kept.append(text[at : match.start()])
        end = _end(text, match)
        kept.append(re.sub(r"[^\n]", " ", text[match.start() : end]))
        at = end
    kept.append(text[at:])
    return "".join(kept)


def _end(text, match):
    if match.group().startswith("//"):
        return match.end()
    if match.group() == "/*":
        return _end_of_comment(text, match.end())
    return _end_of_literal(text, match.end(), match.group(1), match.group(2))


def _end_of_comment(text, at):
    depth = 1
    while depth and (match := re.compile(r"/\*|\*/").search(text, at)):
        depth += 1 if match.group() == "/*" else -1
        at = match.end()
    return at if not depth else len(text)


def _end_of_literal(text, at, hashes, quote):
    """After the closing quote; an interpolation may hold literals of its own."""
    mark = re.compile(re.escape(quote + hashes) + "|" + re.escape("\\" + hashes) + r"(\(|.)?" + (r"|\n" if quote == '"' else ""), re.DOTALL)
    while match := mark.search(text, at):
        at = match.end()
        if match.group(1) == "(":
            at = _end_of_interpolation(text, at)
        elif match.group(1) is None and not match.group().startswith("\\"):
            return at
    return len(text)


def _end_of_interpolation(text, at):
    depth = 1
    while depth and (match := re.compile(r'[()]|(#*)("""|")').search(text, at)):
        at = match.end()
        if match.group(2):
            at = _end_of_literal(text, at, match.group(1), match.group(2))
        else:
            depth += 1 if match.group() == "(" else -1
    return at


def functions(text):
    """(name, first line, lines) of every function, initialiser and subscript with a body, nested ones included."""
    code = code_only(text)
    for match in re.finditer(r"\b(func\s+(\S+?)\s*[(<]|(init)[?!]?\s*[(<]|(subscript)\s*[(<])", code):
        if match.group(3) and code[: match.start()].rstrip().endswith("."):
            continue
        opening = _body(code, match.end() - 1)
        if opening is None:
            continue
        closing = _closing(code, opening)
        first = code.count("\n", 0, match.start()) + 1
        yield match.group(2) or match.group(3) or match.group(4), first, code.count("\n", match.start(), closing) + 1


def _body(code, at):
    """Where the body's brace opens; None for a requirement of a protocol, which has none."""
    depth = 0
    for place in range(at, len(code)):
        character = code[place]
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0 and character == "{":
            return place
        elif depth == 0 and character == "}":
            return None
        elif depth == 0 and character == "\n" and re.match(r"\s*(@|///?|\}|(package|private|public|static|mutating|var|let|func|init|case|struct|enum|class|extension|subscript|associatedtype|typealias|nonisolated)\b)", code[place + 1 : place + 80]):
            return None
    return None


def _closing(code, opening):
    depth = 0
    for match in re.compile(r"[{}]").finditer(code, opening):
        depth += 1 if match.group() == "{" else -1
        if not depth:
            return match.end()
    return len(code)
