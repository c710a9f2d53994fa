"""Mistakes made on purpose, which the books of clues must notice: what is done, what takes it back, and a word that the complaint must have."""

GIVEN = "(SELECT MAX(id) FROM clue_verdicts)"
OUT = "(SELECT MIN(id) FROM clues WHERE COALESCE(held, state) IN ('dispatched', 'accepted', 'verifying'))"
DUE = "(SELECT MIN(id) FROM clues WHERE due_on IS NOT NULL AND state <> 'closed')"
PLAIN = "(SELECT MIN(id) FROM clues WHERE subject = 'household')"
STEP = "(SELECT MAX(id) FROM clue_steps WHERE event = 'dispatch')"
MISTAKES = {
    "an acknowledged verdict is gone": (
        [f"UPDATE clue_verdicts SET said = '!' || said WHERE id = {GIVEN}"],
        [f"UPDATE clue_verdicts SET said = substr(said, 2) WHERE id = {GIVEN}"], "a verdict on clue"),
    "a verdict is there twice": (
        ["INSERT INTO clue_verdicts SELECT id + 1000000, clue, verdict, explanation, said, signature, certificate, seen_on, at_ms, account, device_time,"
         f" audit_leaf, audit_index FROM clue_verdicts WHERE id = {GIVEN}"],
        ["DELETE FROM clue_verdicts WHERE id > 1000000"], "a verdict on clue"),
    "a photo is gone": (
        ["UPDATE clue_photos SET id = id + 1000000 WHERE id = (SELECT MAX(id) FROM clue_photos)"],
        ["UPDATE clue_photos SET id = id - 1000000 WHERE id > 1000000"], "photo"),
    "a clue is there twice": (
        ["INSERT INTO clues SELECT id + 1000000, identity + 1, rule, form, subject, household, person, region, outcome, state, held, due_on, evidence,"
         " row_key, work_order, verdict, explanation, opened_run, seen_run, lapsed_run, opened_ms, closed_ms, times, audit_leaf, audit_index"
         f" FROM clues WHERE id = {PLAIN}"],
        ["DELETE FROM clues WHERE id > 1000000"], "a clue is there 2 times"),
    "a state jumps": (
        [f"UPDATE clue_steps SET to_state = 'verifying' WHERE id = {STEP}"],
        [f"UPDATE clue_steps SET to_state = 'dispatched' WHERE id = {STEP}"], "dispatch led from"),
    "a step is gone": (
        [f"UPDATE clue_steps SET clue = -clue WHERE id = {STEP}"],
        ["UPDATE clue_steps SET clue = -clue WHERE clue < 0"], "clue"),
    "a deadline moved silently": (
        [f"UPDATE clues SET due_on = '2099-01-01', row_key = COALESCE(row_key, '') || '!' || due_on WHERE id = {DUE}"],
        [f"UPDATE clues SET due_on = substr(row_key, length(row_key) - 9), row_key = NULLIF(substr(row_key, 1, length(row_key) - 11), '')"
         " WHERE due_on = '2099-01-01'"], "until 2099-01-01"),
    "a dispatched clue has no order": (
        [f"UPDATE clues SET work_order = -work_order WHERE id = {OUT}"],
        ["UPDATE clues SET work_order = -work_order WHERE work_order < 0"], "open orders"),
    "a batch is gone": (
        ["UPDATE work_order_batches SET undone_ms = -1 WHERE id = (SELECT MIN(id) FROM work_order_batches WHERE undone_ms IS NULL)"],
        ["UPDATE work_order_batches SET undone_ms = NULL WHERE undone_ms = -1"], "undo: "),
    "a run was taken up twice": (
        ["UPDATE clue_takeups SET run = -run WHERE id = (SELECT MAX(id) FROM clue_takeups)"],
        ["UPDATE clue_takeups SET run = -run WHERE run < 0"], "was taken up 0 times"),
    "a run lost a rule": (
        ["UPDATE comparison_run_rules SET clues = clues + 1 WHERE id = (SELECT MAX(id) FROM comparison_run_rules)"],
        ["UPDATE comparison_run_rules SET clues = clues - 1 WHERE id = (SELECT MAX(id) FROM comparison_run_rules)"], "its rules"),
}
