"""Every test here reads the little library of ``tests/scenario/library`` instead of the shipped one."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def little_library(monkeypatch):
    monkeypatch.setenv("WUTONG_SCENARIOS", str(ROOT / "tests" / "scenario" / "library"))
    monkeypatch.chdir(ROOT)


@pytest.fixture
def write(tmp_path):
    """Write a scenario file into an own folder; returns its path."""

    def writing(name: str, text: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return writing
