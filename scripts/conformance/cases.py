"""Cases of a conformance file: expression, names, and the value or error that is expected."""
import base64
import json
import math
from dataclasses import dataclass

ERROR = "an error"


@dataclass
class Case:
    name: str
    expression: str
    # The names as a JSON object.
    input: str
    # A value as `plain` gives it, or ERROR.
    wanted: object
    # Why the case is not ours; empty when it is.
    left_out: str = ""

    @property
    def wants_error(self):
        return isinstance(self.wanted, str) and self.wanted == ERROR

    def is_answer(self, said):
        """Whether the JSON that the program printed is the expected value, an int apart from a double."""
        if self.wants_error:
            return False
        try:
            return _same(self.wanted, json.loads(said))
        except ValueError:
            return False


class NotOurs(Exception):
    """Why a case is left out."""


def read(file):
    return [_case(section, test) for section in file.get("section", []) for test in section.get("test", [])]


def _case(section, test):
    name = f"{_text(section, 'name')}/{_text(test, 'name')}"
    case = Case(name, _text(test, "expr"), "{}", True)
    try:
        if "container" in test:
            raise NotOurs("names are to be found in a container of messages")
        if "google.protobuf." in case.expression and "{" in case.expression:
            raise NotOurs("builds a message")
        names = {_text(binding, "key"): _plain(binding["value"][0]["value"][0], bound=True) for binding in test.get("bindings", [])}
        case.input = json.dumps(names, ensure_ascii=False)
        if "eval_error" in test or "any_eval_errors" in test:
            case.wanted = ERROR
        elif "value" in test:
            case.wanted = _plain(test["value"][0])
        elif "typed_result" in test and "result" in test["typed_result"][0]:
            case.wanted = _plain(test["typed_result"][0]["result"][0])
        elif "typed_result" in test or "unknown" in test or "any_unknowns" in test:
            raise NotOurs("asks for types or unknowns")
    except NotOurs as reason:
        case.left_out = str(reason)
    return case


def _text(message, field):
    return message.get(field, [b""])[0].decode()


def _plain(value, bound=False):
    """A value as our JSON has it: bytes in base64, types by name. Inputs are JSON, which knows neither bytes nor messages."""
    (kind, given), = ((kind, values[0]) for kind, values in value.items())
    if kind == "null_value":
        return None
    if kind == "bool_value":
        return given == "true"
    if kind in ("int64_value", "uint64_value"):
        return int(given, 0)
    if kind == "double_value":
        return float(given)
    if kind in ("string_value", "type_value"):
        return given.decode()
    if kind == "bytes_value" and not bound:
        return base64.b64encode(given).decode()
    if kind == "list_value":
        return [_plain(item, bound) for item in given.get("values", [])]
    if kind == "map_value":
        return {_key(entry["key"][0]): _plain(entry["value"][0], bound) for entry in given.get("entries", [])}
    raise NotOurs(f"has a {kind}")


def _key(value):
    key = _plain(value)
    return key if isinstance(key, str) else json.dumps(key)


def _same(wanted, got):
    if isinstance(wanted, float):
        if not math.isfinite(wanted):
            return got == ("NaN" if math.isnan(wanted) else "Infinity" if wanted > 0 else "-Infinity")
        return isinstance(got, float) and (wanted, math.copysign(1, wanted)) == (got, math.copysign(1, got))
    if type(wanted) is not type(got):
        return False
    if isinstance(wanted, list):
        return len(wanted) == len(got) and all(map(_same, wanted, got))
    if isinstance(wanted, dict):
        return wanted.keys() == got.keys() and all(_same(wanted[key], got[key]) for key in wanted)
    return wanted == got


# Ours, for the self-test. A good case's section is what it must be judged as.
OWN_GOOD = r'''
# Written for this script: every form of the files, none of their cases.
section {
  name: "agree"
  test { name: "plus" expr: "30 + 12" value: { int64_value: 42 } }
  test { name: "halves" expr: "-1.0 / 4.0" value { double_value: -0.25 } }
  test { name: "no end" expr: '-7.0 / 0.0' value: { double_value: -inf } }
  test { name: "signed" expr: "0.0 * -3.0" value: { double_value: -0.0 } }
  test { name: "word" expr: "'\\x77ater' + \"\"" value: { string_value: "w\141ter" } }
  test { name: "two lines" expr: "[1, 2]"
                                 ".map(i, i * 10)"
         value: { list_value { values: { int64_value: 10 } values { int64_value: 20 } } } }
  test { name: "bytes" expr: "b'\\001\\377'" value: { bytes_value: "\x01\xff" } }
  test { name: "map" expr: "{'a': null}" value: { map_value { entries { key: { string_value: "a" } value: { null_value: NULL_VALUE } } } } }
  test { name: "type" expr: "type(9u)" value: { type_value: "uint" } }
  test { name: "names" expr: "well.depth > 80 && dry == false" value: { bool_value: true }
         bindings: { key: "well" value: { value: { map_value { entries { key: { string_value: "depth" } value: { int64_value: 81 } } } } } }
         bindings: { key: "dry" value { value { bool_value: false } } } }
  test { name: "fails" expr: "[5][5]" eval_error: { errors: { message: "index" } } }
}
section {
  name: "unsupported"
  test { name: "function" expr: "rain(3)" value: { int64_value: 3 } }
}
section {
  name: "left_out"
  test { name: "container" container: "a.b" expr: "C{}" value: { int64_value: 3 } }
  test { name: "message" expr: "google.protobuf.Int64Value{value: 3}" value: { int64_value: 3 } }
  test { name: "object" expr: "x" value: { object_value { [type.googleapis.com/a.b.C] { d: 3 } } } }
}
'''

OWN_BAD = r'''
section {
  name: "bad"
  test { name: "number" expr: "30 + 12" value: { int64_value: 43 } }
  test { name: "kind" expr: "30 + 12" value: { double_value: 42 } }
  test { name: "zero" expr: "0.0" value: { double_value: -0.0 } }
  test { name: "order" expr: "[1, 2]" value: { list_value { values: { int64_value: 2 } values { int64_value: 1 } } } }
  test { name: "truth" expr: "1" value: { bool_value: true } }
  test { name: "no error" expr: "1" eval_error: { errors: { message: "index" } } }
  test { name: "an error" expr: "[5][5]" value: { int64_value: 5 } }
}
'''
