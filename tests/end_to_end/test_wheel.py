"""A built wheel, installed into an empty environment outside the checkout, does what the checkout does."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command, cwd, **options):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.mark.long
def test_the_wheel_compares_outside_the_checkout(tmp_path):
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("wutong-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "sim/_scenarios/studies/changchun-2022.yaml" in names
    assert any(name.startswith("agents/") for name in names)
    assert not [name for name in names if name.startswith("tests/")]
    run(sys.executable, "-m", "venv", tmp_path / "empty", cwd=tmp_path)
    binaries = tmp_path / "empty" / ("Scripts" if os.name == "nt" else "bin")
    run(binaries / "python", "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel,
        cwd=tmp_path)
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "WUTONG_SCENARIOS")}
    environment["WUTONG_CACHE"] = str(tmp_path / "cache")
    work = tmp_path / "work"
    work.mkdir()
    told = json.loads(
        run(binaries / "wutong", "compare", "changchun-2022", "--scale", "0.02", "--replications", "2", "--json",
            cwd=work, env=environment)
    )
    assert told["study"] == "changchun-2022"
    (study,) = (work / "outputs").glob("changchun-2022-*")
    assert (study / "report.html").stat().st_size > 100_000
    assert "changchun" in run(binaries / "wutong", "list", "regions", cwd=work, env=environment)
