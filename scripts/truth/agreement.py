"""Clue by clue: what fired against what was planted, by the ids of who is meant."""
import collections
import functools


class Expected:
    """One clue that a planted case must give. The truth knows a person, a household, a village, or a row by its key."""

    def __init__(self, case, side_effect=False):
        self.household, self.village, self.side_effect = case["household_id"], "0", side_effect
        # Of a row, and of what else the same facts break, the truth knows the household and not which member is named.
        self.person = None if side_effect or case["key"] else case["person_id"] or "0"
        self.keyed = bool(case["key"])
        if case["household_id"] == "0":
            self.village, self.person = case["key"], "0"

    def __str__(self):
        return f"village {self.village}" if self.household == "0" else f"household {self.household}, person {self.person or 'any'}"


@functools.cache
def expected(province):
    """Rule → the clues it must give."""
    by_rule = collections.defaultdict(list)
    for case in province.planted:
        by_rule[case["rule"]].append(Expected(case))
        for rule in case["also_fires"].split():
            by_rule[rule].append(Expected(case, side_effect=True))
    return by_rule


@functools.cache
def fired(province):
    """Rule → its clues."""
    by_rule = collections.defaultdict(list)
    for clue in province.clues:
        by_rule[f"{clue['pack']}/{clue['rule']}"].append(clue)
    return by_rule


def differences(wanted, clues):
    """What one rule did that was not planted, and what it did not do that was; empty when they are the same."""
    open_ = collections.defaultdict(list)
    for each in wanted:
        open_[_key(each.household, each.person, each.village)].append(each)
    nameless, said = 0, []
    for clue in clues:
        household, person, village = clue["household_id"], clue["person_id"], clue["village"]
        if household == "0" and not village:
            nameless += 1
            continue
        keys = [_key(household, person, village), _key(household, None, village)]
        match = next((key for key in keys if open_[key]), None)
        if match is None:
            said.append(f"fired and was not planted: household {household}, person {person}, village {village}")
        else:
            open_[match].pop()
    # A row that belongs to nobody in the register is known by a key that the clue list does not print: such are counted.
    lacking = [each for left in open_.values() for each in left]
    keyed = [each for each in lacking if each.keyed]
    if nameless != len(keyed):
        said.append(f"{nameless} clues about rows that belong to nobody, {len(keyed)} planted")
    said += [f"planted and did not fire: {each}" for each in lacking if not each.keyed]
    return said


def blind(wanted, clues):
    """Mistakes of a rule's that `differences` would not see: a clue left out, one too many, one that names somebody else."""
    other = {"household_id": "1", "person_id": "1", "village": "1"}
    mistakes = {"a clue less": clues[1:], "a clue more": clues + [other], "somebody else": clues[1:] + [clues[0] | other]}
    return [name for name, changed in mistakes.items() if not differences(wanted, changed)]


def rejected_rows(province):
    """Files whose rejected rows are not as many as the province broke."""
    found = {file["path"]: file for file in province.run["files"]}
    for truth in province.files:
        file = found.get(truth["file"])
        if file is None:
            yield f"{truth['file']}: was not read"
        elif [file[count] for count in ("rows", "accepted", "rejected")] != [int(truth[count]) for count in ("rows", "accepted", "rejected")]:
            yield (
                f"{truth['file']}: read {file['rows']} rows, accepted {file['accepted']}, rejected {file['rejected']}; "
                f"in truth {truth['rows']}, {truth['accepted']}, {truth['rejected']}"
            )


def _key(household, person, village):
    return (household, person) if household != "0" else ("village", village)
