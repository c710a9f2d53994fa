"""The table per rule, for people."""

HEAD = ("rule", "planted", "side effects", "fired", "truly true", "near misses", "decided")


def lines(rows):
    """A row is a rule's name and its figures as `HEAD` names them; truly true is a share of the planted ones."""
    cells = [HEAD] + [(row["rule"], *(f"{row[name]:,}" if isinstance(row[name], int) else row[name] for name in HEAD[1:])) for row in rows]
    widths = [max(len(line[place]) for line in cells) for place in range(len(HEAD))]
    for line in cells:
        yield "  ".join(cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in enumerate(zip(line, widths)))


def markdown(rows, said):
    """The page `docs/truth-table.md`."""
    yield "# What each rule found where the truth is known\n"
    yield "Written by `scripts/check-truth --full --write`; the figures are that run's, on made-up provinces (seed 1).\n"
    yield from (f"- {line}" for line in said)
    yield ""
    yield "*Planted*, *side effects* (clues that the same facts give by another rule, declared beforehand) and *fired* are of the planted provinces,"
    yield "*near misses* (cases just inside the limit) and *decided* (subjects with an answer) of a clean one, where no rule fired. *Truly true* is"
    yield "the share of the planted clues behind which there really is something; the others have an explanation or cannot be verified.\n"
    yield "| " + " | ".join(HEAD) + " |"
    yield "|---|" + "---:|" * (len(HEAD) - 1)
    for row in rows:
        yield "| " + " | ".join([f"`{row['rule']}`"] + [f"{row[name]:,}" if isinstance(row[name], int) else row[name] for name in HEAD[1:]]) + " |"
