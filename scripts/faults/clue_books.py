"""Looks into the clues when all is done: is everything acknowledged there, once, and has every clue gone only ways that there are?"""

from faults.books import torn

# The life of a clue as handbook §3.6 has it: (state, event) → state. Written down here a second time, not read from the program.
BEFORE = ("created", "dispatched", "accepted", "verifying", "returned")
LIFE = {
    ("", "open"): "created", ("closed", "reopen"): "created", ("created", "dispatch"): "dispatched", ("returned", "dispatch"): "dispatched",
    ("dispatched", "undo"): "created", ("dispatched", "accept"): "accepted", ("accepted", "begin"): "verifying",
    ("verifying", "confirm"): "confirmed", ("verifying", "deny"): "notConfirmed", ("verifying", "cannot"): "cannotVerify",
    ("confirmed", "rectify"): "rectifying", ("rectifying", "fix"): "rectified", ("rectifying", "lapse"): "rectified",
    ("rectified", "refuse"): "rectifying", ("reviewed", "close"): "closed",
    **{(state, "review"): "reviewed" for state in ("notConfirmed", "cannotVerify", "rectified")},
    **{(state, "refuse"): "returned" for state in ("confirmed", "notConfirmed", "cannotVerify", "reviewed")},
    **{(state, "giveBack"): "returned" for state in ("dispatched", "accepted", "verifying")},
    **{(state, "lapse"): "closed" for state in (*BEFORE, "notConfirmed", "cannotVerify")},
}
#: Steps that leave the state as it is.
STANDING = ("deadline", "evidence")
VERDICTS = "'confirm', 'deny', 'cannot'"


def counted(database):
    """How much of everything there is."""
    (row,) = database.rows(
        "SELECT (SELECT COUNT(*) FROM clue_verdicts), (SELECT COUNT(*) FROM clue_photos), (SELECT COUNT(*) FROM clue_reviews),"
        " (SELECT COUNT(*) FROM clue_steps WHERE event = 'dispatch'), (SELECT COUNT(*) FROM work_order_batches),"
        " (SELECT COUNT(*) FROM work_order_batches WHERE undone_ms IS NOT NULL), (SELECT COUNT(*) FROM comparison_runs)")
    return dict(zip(("verdict", "photo", "review", "given out", "dispatch", "undo", "run"), map(int, row)))


def standing(database, county):
    """What is asked in the county and nobody has answered yet: identity → evidence. The clues of which a run decides alone."""
    within = f"c.region BETWEEN {county} AND {county + 999_999}"
    return dict(database.rows(
        f"SELECT c.identity, c.evidence FROM clues c WHERE {within} AND c.state <> 'closed' AND c.lapsed_run IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM clue_verdicts v WHERE v.clue = c.id)"))


def judged(database):
    """Clues that somebody gave a verdict on."""
    return {row[0] for row in database.rows("SELECT DISTINCT c.identity FROM clues c JOIN clue_verdicts v ON v.clue = c.id")}


def mistakes(database, sent, before):
    """Everything that is not as the officers were told; nothing if all is well."""
    yield from torn(database)
    yield from totals(database, sent, before)
    yield from acts(database, sent)
    yield from doubles(database)
    yield from paths(database)
    yield from orders(database)
    yield from runs(database)


def totals(database, sent, before):
    """What was answered is there, and nothing else."""
    done = [act for act in sent if act.answer is not None]
    told = {kind: sum(act.kind == kind for act in done) for kind in before}
    told["given out"] = sum(int(act.answer["clues"]) for act in done if act.kind == "dispatch")
    for kind, count in counted(database).items():
        if count != before[kind] + told[kind]:
            yield f"{kind}: {count} are there, {before[kind]} were before and {told[kind]} acknowledged"


def acts(database, sent):
    receipts = dict(database.rows("SELECT client, COUNT(*) FROM action_receipts GROUP BY client"))
    for act in sent:
        if receipts.get(act.key, "0") != ("1" if act.answer is not None else "0"):
            yield f"{act.kind} {act.key}: {receipts.get(act.key, 0)} receipts, answered {act.answer}, refused {act.refusal}"
    verdicts = {}
    for said, clue, verdict in database.rows("SELECT said, clue, verdict FROM clue_verdicts"):
        verdicts.setdefault(said, []).append((clue, verdict))
    photos = dict(database.rows("SELECT id, clue FROM clue_photos"))
    for act in sent:
        if act.kind == "verdict":
            wanted = [(str(act.clue), act.body["verdict"])] if act.answer is not None else []
            if verdicts.get(act.body["said"], []) != wanted:
                yield f"a verdict on clue {act.clue}: {verdicts.get(act.body['said'])} where {wanted} should be"
        if act.kind == "photo" and act.answer is not None and photos.get(str(act.answer)) != str(act.clue):
            yield f"photo {act.answer} of clue {act.clue} is gone"


def doubles(database):
    """No clue is there twice: neither by its identity nor by what it is about."""
    what = "rule, subject, COALESCE(household, 0), COALESCE(person, 0), COALESCE(row_key, ''), CASE WHEN subject IN ('person', 'household') THEN 0 ELSE identity END"
    yield from (f"a clue is there {row[-1]} times: {row}" for row in database.rows(
        f"SELECT {what}, COUNT(*) FROM clues GROUP BY {what} HAVING COUNT(*) > 1"))
    yield from (f"clue identity {row[0]} is there {row[1]} times" for row in database.rows(
        "SELECT identity, COUNT(*) FROM clues GROUP BY identity HAVING COUNT(*) > 1"))
    yield from (f"clue {row[0]} has {row[1]} verdicts and {row[2]} steps of one" for row in database.rows(
        "SELECT c.id, (SELECT COUNT(*) FROM clue_verdicts v WHERE v.clue = c.id) AS given, (SELECT COUNT(*) FROM clue_steps s WHERE s.clue = c.id"
        f" AND s.event IN ({VERDICTS})) AS stepped FROM clues c") if row[1] != row[2])


def paths(database):
    """Every clue's steps, one after the other, end where it stands, and no deadline moves between two steps."""
    ends = {}
    for clue, event, before, after, due_before, due_after in database.rows(
        "SELECT clue, event, from_state, to_state, due_before, due_after FROM clue_steps ORDER BY clue, id"
    ):
        state, due, held = ends.get(clue, ("", "", ""))
        if before != state or (state and due_before != due):
            yield f"clue {clue}: {event} from {before or 'nothing'} until {due_before}, which stood at {state or 'nothing'} until {due}"
        if after != follows(before, event, held):
            yield f"clue {clue}: {event} led from {before} to {after}"
        ends[clue] = (after, due_after, (before if event == "escalate" else held) if after == "escalated" else "")
    for clue, state, held, due in database.rows("SELECT id, state, held, due_on FROM clues"):
        if ends.get(clue) != (state, due, held):
            yield f"clue {clue} is {state} until {due}, its last step says {ends.get(clue)}"


def follows(state, event, held):
    if event in STANDING and state not in ("", "closed"):
        return state
    if event == "escalate":
        return "escalated" if state not in ("", "created", "returned", "closed", "escalated") else None
    if state == "escalated":
        return held if event == "resume" else LIFE.get((held, event))
    return LIFE.get((state, event))


def orders(database):
    """A clue that was given out has one open visit, of its household; an open visit has a clue to verify, and as many things as were given it."""
    out = "COALESCE(c.held, c.state) IN ('dispatched', 'accepted', 'verifying')"
    yield from (f"clue {row[0]}, {row[1]}, has {row[2]} open orders" for row in database.rows(
        f"SELECT c.id, c.state, (SELECT COUNT(*) FROM work_orders o WHERE o.id = c.work_order AND o.closed_ms IS NULL AND o.kind = 'clue-visit') AS n,"
        " (SELECT COUNT(*) FROM work_orders o WHERE o.kind = 'clue-visit' AND o.closed_ms IS NULL AND o.subject ="
        " CASE WHEN c.household IS NULL THEN 'clue/' || c.id ELSE 'household/' || c.household END) AS of_subject"
        f" FROM clues c WHERE {out}") if (row[2], row[3]) != ("1", "1"))
    yield from (f"visit {row[0]} is open and has nothing to verify" for row in database.rows(
        f"SELECT o.id FROM work_orders o WHERE o.kind = 'clue-visit' AND o.closed_ms IS NULL AND NOT EXISTS"
        f" (SELECT 1 FROM clues c WHERE c.work_order = o.id AND COALESCE(c.held, c.state) IN ({', '.join(repr(state) for state in BEFORE)}))"))
    yield from (f"order {row[0]} is {row[1]}, its last step is {row[2]}" for row in database.rows(
        "SELECT o.id, o.state, s.step FROM work_orders o JOIN work_order_steps s ON s.id = (SELECT MAX(t.id) FROM work_order_steps t WHERE t.work_order = o.id)"
        " WHERE (o.state = 'done') <> (s.step = 'done') OR (o.state = 'withdrawn') <> (s.step = 'withdrawn')"))


def runs(database):
    """Every run came to its end and was taken up once, with all its rules."""
    yield from (f"run {row[0]} is {row[1]}" for row in database.rows("SELECT id, state FROM comparison_runs WHERE state <> 'done'"))
    yield from (f"run {row[0]} was taken up {row[1]} times" for row in database.rows(
        "SELECT r.id, (SELECT COUNT(*) FROM clue_takeups t WHERE t.run = r.id) AS n FROM comparison_runs r") if row[1] != "1")
    yield from (f"run {row[0]} found {row[1]} clues, its rules {row[2]}" for row in database.rows(
        "SELECT r.id, r.clues, (SELECT COALESCE(SUM(q.clues), 0) FROM comparison_run_rules q WHERE q.run_id = r.id) AS n FROM comparison_runs r")
        if row[1] != row[2])
    yield from (f"runs as of {row[0]} found different things" for row in database.rows(
        "SELECT as_of, region FROM comparison_runs GROUP BY as_of, region HAVING MIN(clues) <> MAX(clues)"))
