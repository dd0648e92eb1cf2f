"""The results that nothing ever happened to, made once."""

import pytest

from tests.faults import studies


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """Results of each command that nothing disturbs, by the command's name; and the study's file as "file"."""
    folder = tmp_path_factory.mktemp("undisturbed")
    file = studies.write_study(folder)
    made = {"file": file}
    for name, arguments in COMMANDS.items():
        out = folder / name
        run = studies.wutong(*asked(arguments, file), "--out", out, cwd=folder)
        assert run.returncode == 0, run.stderr
        made[name] = studies.left(out)
    return made


#: Commands that write below --out, on the study or its region.
COMMANDS = {
    "compare": "compare STUDY --scale 0.01 --jobs 2",
    "frontier": "frontier STUDY --scale 0.01 --jobs 2 --replications 1",
    "validate": "validate --study changchun-quick --scale 0.01 --replications 1 --jobs 1",
    "run": "run siping --scale 0.01 --days 10 --events xes",
    "accounts": "accounts jilin_city --scale 0.001 --days 31",
}


def asked(arguments, file):
    """The words of a command line, with the study's file."""
    return [str(file) if word == "STUDY" else word for word in arguments.split()]
