"""Nobody sees what is not theirs: every route, every role, every region against a table written by hand."""

import itertools
import re
import sqlite3

import pytest

import house
import oracle
import people
import planted

MISSING = "987654321"
KINDS = {"household": "household", "person": "household", "delivery": "delivery", "account": "account", "entry": "entry", "import": "import",
         "clue": "clue", "order": "order", "measure": "measure", "urging": "urging", "map_import": "map"}


@pytest.fixture(scope="module")
def county(loaded, tmp_path_factory):
    """A running server with two counties' offices, and everybody signed in."""
    installation = loaded.copy(tmp_path_factory.mktemp("scope") / "data")
    found = planted.plant(installation)
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as running:
        running.installation, running.planted = installation, found
        running.clients = {place: people.Client(running.address, account) for place, account in found.accounts.items()}
        for client in running.clients.values():
            client.csrf = client.token("/")
        running.stranger = people.Client(running.address, None)
        running.api = running.stranger.get("/api/v1/openapi.json").json()
        yield running


def ask(client, method, path, door="/api/v1", body=None):
    """One request of a program; a browser's page with an empty door."""
    if method == "GET":
        return client.get(door + path, params={"purpose": "核对"} if path.endswith("/original") else None)
    headers = {"X-CSRF-Token": getattr(client, "csrf", "")}
    if not door:
        fields = {**(body or {}), "csrf": getattr(client, "csrf", "")}
        return client.session.post(client.address + path, data=fields, allow_redirects=False, timeout=60)
    return client.session.post(client.address + door + path, json=body or {}, headers=headers, allow_redirects=False, timeout=60)


def declared(api):
    return {(method.upper(), path) for path, methods in api["paths"].items() for method in methods if method in ("get", "post", "put", "delete")}


def filled(path, values=None):
    """A path with a thing's numbers in it, or with those of nothing."""
    def value(match):
        name = match.group(1)
        return str((values or {}).get(name, {"field": "phone", "kind": "households", "department": "nobody", "dataset": "nothing"}.get(name, MISSING)))
    return re.sub(r"\{(\w+)\}", value, path)


def sample(schema, api):
    """The least that a schema lets through."""
    if "$ref" in schema:
        return sample(api["components"]["schemas"][schema["$ref"].split("/")[-1]], api)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: sample(schema["properties"][name], api) for name in schema.get("required", [])}
    if kind == "array":
        return [sample(schema["items"], api)]
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "boolean":
        return True
    return "2026-11-01" if schema.get("format") == "date" else "事由"


def body(api, method, path):
    if method == "GET":
        return None
    content = api["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return {**sample(schema, api), "purpose": "核对"} if schema else None


def without_its_number(answer):
    """An answer without what is different in each: the number of the request, the session's secret, and the clock."""
    own = answer.headers.get("X-Request-Id", "-")
    headers = {name: value for name, value in answer.headers.items() if name not in ("X-Request-Id", "Date", "Set-Cookie")}
    return answer.status_code, headers, answer.content.replace(own.encode(), b"")


def listed():
    """What the house serves, as the program's own test keeps the list true: method and path, and at which doors."""
    lines = (house.ROOT / "Schema" / "routes.txt").read_text("utf-8").splitlines()
    return {(line.split()[0], line.split()[1]): line.split()[3].split(",") for line in lines}


def test_every_route_stands_in_the_table(county):
    routes = listed()
    assert declared(county.api) | {("GET", "/openapi.json")} == {route for route, doors in routes.items() if "json" in doors}
    in_table = {**oracle.ROUTES, **oracle.PAGES}
    assert not set(routes) - set(in_table), f"routes that nobody said who may use: {sorted(set(routes) - set(in_table))}"
    assert not set(in_table) - set(routes), f"routes that are gone: {sorted(set(in_table) - set(routes))}"
    assert set(oracle.PAGES) == {route for route, doors in routes.items() if doors == ["html"]}


def test_a_role_does_what_its_post_allows_and_nothing_else(county):
    wrong = []
    api = declared(county.api)
    asked = [("/api/v1", route, who) for route, who in oracle.ROUTES.items() if route in api]
    # What everybody may send at the door for people would end the sessions that this test asks with.
    asked += [("", page, who) for page, who in oracle.PAGES.items() if page[0] == "GET" or who not in ("open", set(oracle.ROLES.values()))]
    for (door, (method, path), who), ((role, region), client) in itertools.product(asked, county.clients.items()):
        status = ask(client, method, filled(path), door, {"no_such_field": 1}).status_code
        if (status == 403) != (who != "open" and role not in who) or status >= 500 or status == 401:
            wrong.append(f"{method} {door}{path} as {role} of {region}: {status}")
    assert not wrong, "\n".join(wrong)


def test_nobody_comes_in_without_a_session(county):
    wrong = []
    for method, path in declared(county.api):
        status = ask(county.stranger, method, filled(path)).status_code
        if oracle.ROUTES[method, path] != "open" and status != 401:
            wrong.append(f"{method} {path}: {status}")
    pages = [page for page, who in oracle.PAGES.items() if who != "open"]
    both = [route for route, doors in listed().items() if doors == ["html", "json"] and oracle.ROUTES[route] != "open"]
    for method, path in pages + both:
        answer = ask(county.stranger, method, filled(path), "")
        if not (answer.status_code in (302, 303) and answer.headers["Location"].startswith("/sign-in")):
            wrong.append(f"{method} {path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role, place, kind, region, visible", oracle.CELLS, ids=lambda value: str(value))
def test_a_thing_is_seen_from_above_and_from_nowhere_else(county, role, place, kind, region, visible):
    client = county.clients[role, place]
    if (kind, region) not in county.planted.things:
        pytest.fail(f"nothing planted: {kind} in {region}")
    values = county.planted.paths(kind, region)
    page = {"household": "/households/{household}", "delivery": "/deliveries/{delivery}", "account": "/accounts/{account}",
            "entry": "/audit/entries/{entry}", "import": "/register-imports/{import}",
            "clue": "/clues/{clue}", "order": "/tasks/{order}", "measure": "/accountability/{measure}", "urging": "/urgings/{urging}",
            "map": "/map/imports/{map_import}"}[kind]
    for door in ("", "/api/v1"):
        answer = ask(client, "GET", filled(page, values), door)
        if visible == "yes":
            assert answer.status_code == 200
        else:
            missing = ask(client, "GET", filled(page), door)
            assert answer.status_code == 404
            assert without_its_number(answer) == without_its_number(missing)


def outside(kind, place):
    """A region in which a thing of the kind is not to be seen by accounts of the place."""
    level = place.rstrip("0")
    return next((region for region in ("990122", "990121", "990000") if not region.startswith(level[:6]) and region != place[:6]), None)


def test_what_lies_elsewhere_answers_like_what_does_not_exist(county):
    """Every route with a thing in its path, reading or writing, as everybody who may use it."""
    wrong, compared = [], 0
    asked = [("/api/v1", *route, oracle.ROUTES[route]) for route in declared(county.api)]
    asked += [("", *page, who) for page, who in oracle.PAGES.items() if page[0] == "GET"]
    for door, method, path, who in sorted(asked, key=lambda each: each[:3]):
        names = [name for name in re.findall(r"\{(\w+)\}", path) if name in KINDS]
        if not names:
            continue
        kind, fields = KINDS[names[0]], body(county.api, method, path) if door else None
        for (role, place), client in county.clients.items():
            region = outside(kind, place)
            if role not in who or (kind, region) not in county.planted.things:
                continue
            foreign = ask(client, method, filled(path, county.planted.paths(kind, region)), door, fields)
            missing = ask(client, method, filled(path), door, fields)
            compared += 1
            if without_its_number(foreign) != without_its_number(missing) or foreign.status_code < 400:
                wrong.append(f"{method} {path} as {role} of {place}: {foreign.status_code} {foreign.text[:160]} / {missing.status_code} {missing.text[:160]}")
            if method == "GET" and foreign.status_code != 404:
                wrong.append(f"{method} {path} as {role} of {place}: {foreign.status_code}")
    assert compared > 100
    assert not wrong, "\n".join(wrong)


def test_no_page_list_or_suggestion_shows_a_name_of_another_county(county):
    """Walks every link of every role, and the same addresses at the API, for names that stand in one county only."""
    wrong, seen = [], 0
    for (role, place), client in county.clients.items():
        foreign = [name for region, name in planted.NAMES.items() if len(place.rstrip("0")) >= 5 and not place.startswith(region)]
        if not foreign:
            continue
        for address, text in walked(client, limit=60):
            seen += 1
            wrong += [f"{address} shows {name} to {role} of {place}" for name in foreign if name in text]
    assert seen > 200
    assert not wrong, "\n".join(wrong)


def walked(client, limit):
    """The pages that links lead to, one of each kind and a few more, with the JSON of the same address."""
    waiting, known, kinds = ["/"], set(), {}
    while waiting and len(known) < limit:
        address = waiting.pop(0)
        kind = re.sub(r"\d+", "#", address.split("?")[0])
        if address in known or kinds.get(kind, 0) >= 4:
            continue
        known.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address)
        yield address, answer.text
        yield "/api/v1" + address, client.get("/api/v1" + address).text
        waiting += [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)"', answer.text) if not link.startswith("/public")]


def test_a_search_finds_the_name_at_home_and_nowhere_else(county):
    for (role, place), client in county.clients.items():
        if role not in oracle.ROUTES["GET", "/people"]:
            continue
        for region, name in planted.NAMES.items():
            sent = client.session.post(client.address + "/people/search", data={"text": name, "csrf": client.csrf}, allow_redirects=False, timeout=60)
            assert sent.status_code == 303, sent.text[:300]
            text = client.get(sent.headers["Location"]).text
            at_home = place.rstrip("0") in region or place.startswith(region)
            household = county.planted.paths("household", region)["household"]
            assert (f'/households/{household}' in text) == at_home, f"{name} searched by {role} of {place}"


def test_an_export_holds_the_names_of_its_county_only(county):
    for (role, place), client in county.clients.items():
        if role not in oracle.ROUTES["POST", "/households/export"]:
            continue
        answer = ask(client, "POST", "/households/export", body={"purpose": "核对"})
        assert answer.status_code == 200, answer.text[:300]
        for region, name in planted.NAMES.items():
            at_home = place.rstrip("0") in region or place.startswith(region)
            assert (name in answer.content.decode("utf-8-sig", "replace")) == at_home, f"{name} exported to {role} of {place}"


def span(place):
    """The codes of a region and all below it: 2, 4, 6, 9 or 12 digits are the region's own."""
    own = next(length for length in (2, 4, 6, 9, 12) if not place[length:].strip("0"))
    return int(place), int(place[:own].ljust(12, "9"))


#: What a page counts, where its JSON says so, and the same from the tables themselves.
COUNTED = [
    ("/households", "count", "SELECT count(DISTINCT household) FROM people_index WHERE region BETWEEN ? AND ?"),
    ("/departments", "waiting", "SELECT count(*) FROM deliveries WHERE state = 'checked' AND region BETWEEN ? AND ?"),
    ("/clues", "count", "SELECT count(*) FROM clues WHERE closed_ms IS NULL AND region BETWEEN ? AND ?"),
    ("/tasks", "count", "SELECT count(*) FROM work_orders WHERE closed_ms IS NULL AND region BETWEEN ? AND ?"),
    ("/accounts", "active_text", "SELECT count(*) FROM accounts WHERE state = 'active' AND region BETWEEN ? AND ?"),
]


@pytest.mark.parametrize("path, name, text", COUNTED, ids=lambda value: value if value.startswith("/") else "")
def test_a_count_counts_ones_own_region_only(county, path, name, text):
    base = sqlite3.connect(county.installation.folder / "youshu.sqlite")
    counts = {}
    for (role, place), client in county.clients.items():
        # A department counts its own files only; its region is the county's.
        if role in oracle.ROUTES["GET", path] and role != "department-officer":
            counts[role, place] = int(str(client.get("/api/v1" + path).json()["data"][name]).replace(",", ""))
            assert counts[role, place] == base.execute(text, span(place)).fetchone()[0], f"{path} counted for {role} of {place}"
    base.close()
    assert len(set(counts.values())) > 1, f"the same count for everybody proves nothing: {counts}"


def test_the_whole_log_is_not_given_to_a_county(county):
    for place, status in [("990121000000", 404), ("990000000000", 200)]:
        answer = ask(county.clients["inspector", place], "POST", "/audit/evidence", body={"purpose": "核对"})
        assert answer.status_code == status, f"{place}: {answer.text[:300]}"


def test_a_county_is_not_looked_at_by_naming_it_in_the_address(county):
    client = county.clients["county-office", "990121000000"]
    for path in ("/households", "/people", "/departments", "/monitored", "/picture", "/screen", "/screen/events"):
        foreign, nowhere = client.get(f"/api/v1{path}?region=990122000000"), client.get(f"/api/v1{path}?region=990199000000")
        assert without_its_number(foreign)[0::2] == without_its_number(nowhere)[0::2]
        assert "990122100200" not in foreign.text


def test_a_session_that_is_over_is_no_session(loaded, tmp_path):
    installation = loaded.copy(tmp_path / "data")
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as running:
        client = people.Client(running.address, installation.account("county-office"))
        assert client.get("/api/v1/households").status_code == 200
    base = sqlite3.connect(installation.folder / "youshu.sqlite")
    base.execute("UPDATE sessions SET until_ms = 1, seen_ms = 1, opened_ms = 1")
    base.commit()
    base.close()
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as running:
        client.address = running.address
        client.session.headers["Origin"] = running.address
        for method, path in oracle.ROUTES:
            if oracle.ROUTES[method, path] != "open":
                assert ask(client, method, filled(path)).status_code == 401, path
