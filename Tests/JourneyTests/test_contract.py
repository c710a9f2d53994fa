"""The API keeps what its own description promises: made-up requests of every operation, by whoever may use it, are answered as declared."""

import collections
import random
import sqlite3

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

import house
import oracle
import people

#: Made-up requests of one operation. What takes the whole register or the whole log away is asked for less often.
REQUESTS = 40
HEAVY = {("POST", "/audit/evidence"): 3, ("POST", "/households/export"): 5}
CHECKS = [
    not_a_server_error, checks.status_code_conformance, checks.content_type_conformance, checks.response_schema_conformance,
    checks.response_headers_conformance,
]
#: As the program's own test holds it against the rooms.
SCHEMA = schemathesis.openapi.from_path(house.ROOT / "Schema" / "openapi.json")
# Who asks is signed in; that others are turned away is test_scope.py's.
SCHEMA.config.generation.update(with_security_parameters=False)
#: What the made-up county has nothing of.
NOTHING_THERE = {("GET", "/accounts/batches/{batch}"), ("GET", "/accounts/batches/{batch}/rejects"), ("GET", "/clues/{clue}/photos/{photo}")}
#: Ends the session that the requests are made with, and with it the test.
OWN_WAY_IN = {("POST", "/account/sessions/{session}/end")}
#: Streams do not end; test_screen.py holds them to their description.
STREAMS = {("GET", "/screen/events")}
OPERATIONS = [each for each in (found.ok() for found in SCHEMA.get_all_operations()) if (each.method.upper(), each.path) not in OWN_WAY_IN | STREAMS]


@pytest.fixture(scope="module")
def platform(loaded, tmp_path_factory):
    installation = loaded.copy(tmp_path_factory.mktemp("contract") / "data")
    base = sqlite3.connect(installation.folder / "youshu.sqlite")
    base.execute("UPDATE register_imports SET region = 990121000000")
    base.execute("UPDATE identity_questions SET person = (SELECT person FROM people_index WHERE region = 990121100200 LIMIT 1)")
    base.commit()
    numbers = things(base)
    base.close()
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as running:
        running.numbers = numbers
        running.answers = collections.defaultdict(collections.Counter)
        running.clients = {}
        for role in oracle.ROLES.values():
            client = people.Client(running.address, installation.account(role))
            client.session.headers["X-CSRF-Token"] = client.token("/")
            running.clients[role] = client
        yield running


def things(base):
    """Numbers that are in use, by the name that a path gives them."""
    def some(text):
        return [number for number, in base.execute(text)]
    here = "region / 1000000 = 990121"
    household, person = base.execute(f"SELECT household, person FROM people_index WHERE region = 990121100200 LIMIT 1").fetchone()
    return {
        "household": [household, *some(f"SELECT DISTINCT household FROM people_index WHERE {here} LIMIT 3")],
        "person": [person],
        "delivery": some("SELECT id FROM deliveries WHERE region = 990121000000 LIMIT 6"),
        # Whose sessions may be ended: nobody's that asks here.
        "account": some(f"SELECT id FROM accounts WHERE {here} AND role = 'department-officer' AND department <> 'finance' LIMIT 6"),
        "entry": some(f"SELECT seq FROM audit_leaves WHERE {here} LIMIT 6"),
        "import": some("SELECT id FROM register_imports"),
        "map_import": some("SELECT id FROM map_imports"),
        "question": some("SELECT id FROM identity_questions"),
        "department": ["civil-affairs"],
        "dataset": ["minimum-living-allowance"],
        "clue": some("SELECT id FROM clues WHERE region = 990121100200 LIMIT 6"),
        "order": some("SELECT id FROM work_orders WHERE region = 990121100200 LIMIT 6"),
        "measure": some("SELECT id FROM measures WHERE region / 1000000 = 990121 LIMIT 6"),
        "urging": some("SELECT id FROM urgings WHERE region / 1000000 = 990121 LIMIT 6"),
        "run": some("SELECT id FROM comparison_runs"),
        "rule": ["income-below-monitoring-line"],
        "table": ["distribution", "clues"],
        "authority": ["national"],
        "scheme": ["data-quality"],
        "version": [1],
        "field": ["phone", "id-number", "bank-account"],
        "kind": ["households", "persons"],
    }


#: What an officer might have written, so that requests come further than to the first field that makes no sense.
PLAUSIBLE = {
    "decision": "keep", "purpose": "核对", "reason": "村委会报告", "on": "2026-11-03", "birth_date": "2026-10-03", "name": "石小雨", "sex": "female", "relation": "daughter",
    "status": "monitored", "monitored": "sudden", "language": "en", "login": "zhangsan-01", "role": "village-officer", "region": "990121100200",
    "to": "990121100300", "address": "新安村4号", "year": 2026, "ethnicity": "汉族", "attribute": "ordinary",
}


def aimed(case, numbers, chance):
    """Most requests speak of things that exist and say what might be said; the others keep what was made up."""
    for name in case.path_parameters or {}:
        if name in numbers and chance.random() < 0.8:
            case.path_parameters[name] = chance.choice(numbers[name])
    for name in case.query or {}:
        if name == "region" and chance.random() < 0.8:
            case.query[name] = "990121100200"
    if isinstance(case.body, dict):
        for name, value in PLAUSIBLE.items():
            if name in case.body and chance.random() < 0.8:
                case.body[name] = value
        if chance.random() < 0.8:
            case.body.pop("base_version", None)
            case.headers.pop("If-Match", None)
    return case


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_an_operation_answers_as_declared(operation, platform):
    route = operation.method.upper(), operation.path
    who = oracle.ROUTES[route]
    client = platform.clients[next(role for role in oracle.ROLES.values() if who == "open" or role in who)]
    seen = platform.answers[route]

    @hypothesis.settings(
        max_examples=HEAVY.get(route, REQUESTS), deadline=None, derandomize=True, database=None, phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck))
    @hypothesis.given(case=operation.as_strategy(), chance=hypothesis.strategies.randoms(use_true_random=False))
    def ask(case, chance):
        answer = aimed(case, platform.numbers, chance).call(
            base_url=platform.address + "/api/v1", session=client.session, allow_redirects=False, timeout=60)
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    ask()
    print(route, dict(seen))
    assert route[0] != "GET" or seen[200] or route in NOTHING_THERE, f"no request came through: {dict(seen)}"
