"""Reading YAML: values as an author means them, places remembered, limits kept."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario import ScenarioError, reader
from sim.scenario.reader import DEEPEST, LARGEST_FILE, MOST_ALIASES, Node, read


def bare(node: Node):
    if isinstance(node.value, list):
        return [bare(one) for one in node.value]
    return {key: bare(one) for key, one in node.value.items()} if node.is_mapping else node.value


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def reading(write, request, monkeypatch):
    """Read a text, with the compiled parser of PyYAML and with the one in Python."""
    monkeypatch.setattr(reader, "_PARSER", getattr(yaml, request.param, yaml.SafeLoader))

    def from_text(text: str):
        return read(Path(write("file.yaml", text)), "file.yaml")

    return from_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60_000", 60_000),
        ("-3", -3),
        ("0.25", 0.25),
        ("1e3", 1000.0),
        ("1_000.5", 1000.5),
        ("007", "007"),
        ("true", True),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("null", None),
        ("~", None),
        ("", None),
        ("none", "none"),
        ("08:30", "08:30"),
        ("2022-03-01", date(2022, 3, 1)),
        ("2022-02-30", "2022-02-30"),
        ("'5'", "5"),
        ("0x10", "0x10"),
        ("1_", "1_"),
        ("-", [None]),
    ],
)
def test_scalars_mean_what_an_author_means(reading, text, value):
    node, problems = reading(f"key: {text}\n" if text != "-" else "key:\n  -\n")
    assert bare(node)["key"] == value
    assert type(bare(node)["key"]) is type(value)
    assert not problems


def test_every_value_knows_its_line(reading):
    node, _ = reading("a:\n  b: 1\n\n  c: [2,\n    3]\n")
    inner = node.value["a"].value
    assert (node.value["a"].line, inner["b"].line, inner["c"].line) == (1, 2, 4)
    assert [one.line for one in inner["c"].value] == [4, 5]


def test_aliases_keep_the_line_of_their_use(reading):
    node, _ = reading("a: &x {k: 1}\nb: *x\n")
    assert bare(node) == {"a": {"k": 1}, "b": {"k": 1}}
    assert (node.value["b"].line, node.value["b"].value["k"].line) == (2, 1)


def test_a_key_written_twice_keeps_the_first_and_reports_the_second(reading):
    node, problems = reading("a: {k: 1, k: 2}\nb: 3\n")
    assert bare(node) == {"a": {"k": 1}, "b": 3}
    assert [str(one) for one in problems] == [
        "file.yaml:1: a.k: is written twice in the same place (first on line 1)"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("? [a, b]\n: 1", "found a collection as a key"),
        ("? {a: b}\n: 1", "found a collection as a key"),
        ("a: &x b\n*x : 1", "found an alias as a key"),
        ("a: !!set {x}", "tags are not allowed"),
        ("a: !mine 5", "tags are not allowed"),
        ("just words", "expected keys with values"),
        ("a: 'open", "not readable as YAML"),
        ("a: \x07", "not readable as YAML"),
        ("", "is empty"),
        ("# only a comment", "is empty"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(reading, text, words):
    with pytest.raises(ScenarioError, match=words):
        reading(text)


@pytest.mark.parametrize("depth", [DEEPEST - 1, DEEPEST, 100_000])
def test_depth_is_limited(reading, depth):
    text = "k: " + "[" * depth + "]" * depth
    if depth < DEEPEST:
        assert reading(text)
    else:
        with pytest.raises(ScenarioError, match=f"more than {DEEPEST} levels"):
            reading(text)


def test_a_file_of_unusual_size_is_refused(reading):
    with pytest.raises(ScenarioError, match="1,000,000"):
        reading("a: " + "x" * LARGEST_FILE)


def test_an_alias_bomb_costs_nothing(reading):
    lines = ["k0: &k0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"k{i}: &k{i} [{', '.join([f'*k{i - 1}'] * 10)}]" for i in range(1, 30)]
    with pytest.raises(ScenarioError, match="once its aliases are spelled out"):
        reading("\n".join(lines))


def test_aliases_are_counted(reading):
    uses = ", ".join(["*x"] * (MOST_ALIASES + 1))
    with pytest.raises(ScenarioError, match="more than 1000 times"):
        reading(f"a: &x 1\nb: [{uses}]\n")


def test_text_that_is_no_utf8(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"region: x\ntitle: {en: caf\xe9}\n")
    with pytest.raises(ScenarioError, match="latin.yaml:2: is not text in UTF-8"):
        read(path, "latin.yaml")


def test_numbers_of_many_digits_are_no_trap(reading):
    node, _ = reading("a: " + "9" * 10_000 + "\nb: 1e999\n")
    assert bare(node) == {"a": float("inf"), "b": float("inf")}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "any.yaml"
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        node, _ = read(path, "any.yaml")
    except ScenarioError as error:
        assert all(problem.file == "any.yaml" for problem in error.problems)
    else:
        assert node.is_mapping
