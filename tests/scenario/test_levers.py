"""Levers: which values a path with stars and brackets means."""

import pytest

from sim.scenario import ScenarioError, kind_of_lever, load_region, match_lever, value_at
from sim.scenario.levers import rows_of


@pytest.fixture(scope="module")
def tree(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WUTONG_SCENARIOS", str(request.path.parent / "library"))
        return load_region("small_town").tree


def paths(tree, lever):
    return [".".join(path) for path in match_lever(tree, lever)]


@pytest.mark.parametrize(
    ("lever", "matched"),
    [
        ("halls.main.windows.total", ["halls.main.windows.total"]),
        ("halls.*.windows.pooled", ["halls.main.windows.pooled"]),
        ("items.*.online", ["items.licence.online", "items.seal.online", "items.invoices.online"]),
        ("items.[licence, invoices].online", ["items.licence.online", "items.invoices.online"]),
        ("items.[invoices].limit.share", ["items.invoices.limit.share"]),
        (
            "items.licence.delivery.[electronic, postal]",
            ["items.licence.delivery.electronic", "items.licence.delivery.postal"],
        ),
        ("items.*.limit.promised", ["items.licence.limit.promised"]),
        ("items.*.outside_wait.time", ["items.invoices.outside_wait.time.value"]),
        ("items.*.outside_wait.time.mean", ["items.invoices.outside_wait.time.value"]),
        ("procedures.change.stages.*.parallel",
         ["procedures.change.stages.first.parallel", "procedures.change.stages.second.parallel"]),
        ("procedures.*.priority", ["procedures.start_business.priority", "procedures.change.priority"]),
        ("families.*.limit.share", ["families.others.limit.share"]),
        ("behaviour.deficiency.per_document", ["behaviour.deficiency.per_document"]),
        ("complaints.staff", ["complaints.staff"]),
        ("departments.*.discipline", ["departments.market.discipline", "departments.tax.discipline"]),
        ("halls.*.hours.saturday", ["halls.main.hours.saturday"]),
        ("departments.tax.pacing.concentration", ["departments.tax.pacing.concentration"]),
    ],
)  # fmt: skip
def test_a_lever_means_these_values(tree, lever, matched):
    assert paths(tree, lever) == matched
    assert all(value_at(tree, path) is not None for path in match_lever(tree, lever))


def test_a_lever_that_ends_at_a_distribution_means_its_size(tree):
    assert paths(tree, "items.*.effort") == [
        "items.licence.effort.mean",
        "items.seal.effort.value",
        "items.invoices.effort.scale",
    ]
    assert paths(tree, "halls.main.helper_service") == [f"halls.main.helper_service.{key}" for key in
                                                        ("low", "mode", "high")]  # fmt: skip


@pytest.mark.parametrize(
    ("lever", "words", "nearest"),
    [
        ("halls.*.windows.poold", "found 'poold' after halls.*.windows", "pooled"),
        ("item.*.online", "found 'item' at the beginning", "items"),
        ("items.license.online", "found 'license', expected a name in items", "licence"),
        ("items.[licence, stamp].online", "found 'stamp'", None),
        ("items.licence.outside_wait.time", "matches no value", None),
        ("items.*.department", "which measures cannot change", None),
        ("items.*.limit", "no single value", None),
        ("items.*.online.share", "which is a single value", None),
        ("items.*.[online, fee]", "values of different kinds", None),
        ("population.enterprises", "found 'population', which measures cannot change", None),
        ("procedures.*.route.seal", "which measures cannot change", None),
        ("families.others.demand.per_enterprise_year", "which measures cannot change", None),
        ("items..online", "expected a name, * or", None),
        ("items.*.onlin", "found 'onlin' after items.*", "online"),
        ("*.main", "found '*' at the beginning", None),
        ("items.[a b].online", "expected names like [a, b]", None),
        ("", "expected a name, * or", None),
    ],
)
def test_a_lever_that_means_nothing_says_why(tree, lever, words, nearest):
    with pytest.raises(ScenarioError) as caught:
        match_lever(tree, lever)
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.nearest == nearest


def test_a_sample_of_observations_has_no_size_to_change(tree):
    sample = {"dist": "empirical", "values": [3, 4]}
    changed = {**tree, "items": {"licence": {**tree["items"]["licence"], "effort": sample}}}
    with pytest.raises(ScenarioError, match="without mean or scale"):
        match_lever(changed, "items.*.effort")


def test_kinds_and_what_coverage_is_a_share_of():
    assert kind_of_lever("halls.*.windows.pooled") == "share"
    assert kind_of_lever("halls.*.windows.total") == "number"
    assert kind_of_lever("items.*.effort") == "number"
    assert kind_of_lever("departments.*.discipline") == "choice"
    assert kind_of_lever("items.*.self_service") == "choice"
    assert kind_of_lever("halls.*.hours.weekdays") == "choice"
    assert rows_of("families.*.online") == "items"
    assert rows_of("procedures.*.stages.*.parallel") == "procedures"
    assert rows_of("behaviour.deficiency.per_document") == "cases"
    assert rows_of("complaints.staff") is None
