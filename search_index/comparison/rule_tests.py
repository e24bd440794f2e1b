"""The tests of the verdict rules: each gives its reason where its rule holds of two quantities, else None."""

from __future__ import annotations

from search_index.comparison import numbers, periods, units
from search_index.comparison.counting import is_money_or_share
from search_index.comparison.pairs import Pair, said
from search_index.comparison.voices import is_official
from search_index.models import Quantity


def _same_number(p: Pair) -> bool:
    return numbers.equal(p.x, p.y)


def other_role(p: Pair) -> str | None:
    """A target is not a result."""
    # How long something is to last and how long it lasted is one question only where they are alike.
    times = _is_time(p.a.unit or "") and ("limit" in (p.a.role, p.b.role) or not _agreeable(p))
    if p.a.role == p.b.role or not (is_money_or_share(p.a) or times):
        return None
    foreseen = p.same_event and {p.a.role, p.b.role} in (
        {"actual", "forecast"},
        {"actual", "offer"},
    )
    if (foreseen or (_ahead(p.a) and _ahead(p.b))) and _agreeable(p):
        # What is aimed at, foreseen and announced is one figure where the numbers are.
        return None
    return f"one is {_article(p.a.role)}, the other {_article(p.b.role)}"


def _is_time(unit: str) -> bool:
    return units.family_of(unit) in ("calendar", "time")


def _ahead(quantity: Quantity) -> bool:
    """Whether the figure is of what is to come."""
    return quantity.role in ("target", "forecast", "offer") or quantity.certainty == "expected"


def _article(role: str) -> str:
    return f"an {role} figure" if role in ("actual", "offer") else f"a {role}"


def other_certainty(p: Pair) -> str | None:
    """One doubts or denies what the other states."""
    doubtful = {"unlikely", "denied"}
    if (p.a.certainty in doubtful) == (p.b.certainty in doubtful):
        return None
    return f"one is {p.a.certainty}, the other {p.b.certainty}"


def other_period(p: Pair) -> str | None:
    """The two speak of different times."""
    if (p.day_told and _agreeable(p)) or p.a.unit == "year of age":
        # The day on which somebody is said to be 54 is not when they are.
        return None
    if p.period == "apart" or (p.period in ("overlap", "inside") and not _agreeable(p)):
        return f"{periods.in_words(p.a.period)} against {periods.in_words(p.b.period)}"
    return None


def other_length(p: Pair) -> str | None:
    """The two are counted over stretches of time of other lengths."""
    mine, yours = p.lengths
    if not mine or not yours or _agreeable(p):
        return None
    if any(periods.as_long(one, other) for one in mine for other in yours):
        return None
    return f"{said(p.a)} over {periods.lengths(mine)}, {said(p.b)} over {periods.lengths(yours)}"


def other_parties(p: Pair) -> str | None:
    """One speaks of more parties than the other."""
    a, b = set(p.a.parties), set(p.b.parties)
    if not a or not b or a == b or not (a < b or b < a) or _agreeable(p):
        return None
    return f"{_list(p.a.parties)} against {_list(p.b.parties)}"


def _list(words: tuple[str, ...]) -> str:
    return " and ".join(words) if words else "unknown parties"


def equal_in_detail(p: Pair) -> str | None:
    """The same number; one adds when."""
    if not _same_number(p) or (p.a.period is None) == (p.b.period is None):
        return None
    if p.a.role == "actual" or not _bounds_alike(p):
        return None
    given = p.a.period or p.b.period
    return f"both say {_said_by_both(p)}; only one says when: {periods.in_words(given)}"


def _bounds_alike(p: Pair) -> bool:
    # “From 15 to 16 percent” is between, but what it comes to is one number.
    exact = all(q.bound in ("exact", "between") for q in (p.a, p.b))
    single = p.x.single is not None and p.y.single is not None
    return p.a.bound == p.b.bound or (exact and single)


def equal(p: Pair) -> str | None:
    """The same number."""
    if _same_number(p) and _bounds_alike(p):
        return f"both say {_said_by_both(p)}"
    return None


def _said_by_both(p: Pair) -> str:
    return said(p.b if p.a.bound == "between" else p.a)


def equal_but_hedged(p: Pair) -> str | None:
    """The same number, hedged by one or by both."""
    if not _same_number(p):
        return None
    # “More than 500 million” beside “500 million” is one figure, one writer being careful.
    loose = [q.bound for q in (p.a, p.b) if q.bound not in ("exact", "between")]
    if not loose:
        return None
    how = "one hedged" if len(loose) == 1 else "each hedged in its own way"
    return f"{said(p.a)} and {said(p.b)}: the same number, {how}"


def equal_in_other_unit(p: Pair) -> str | None:
    """The same amount in a unit the source gives itself."""
    for one, other in ((p.a, p.b), (p.b, p.a)):
        for also in one.also:
            value = other.value
            if (
                also.unit == other.unit
                and value
                and also.value
                and abs(also.value / value - 1) < 1e-6
            ):
                return f"{said(one)} is {said(other)} in the source's own words"
    return None


def _finer_first(
    p: Pair,
) -> tuple[tuple[Quantity, numbers.Number], tuple[Quantity, numbers.Number]]:
    a, b = (p.a, p.x), (p.b, p.y)
    return (a, b) if p.x.step <= p.y.step else (b, a)


def rounds(p: Pair) -> str | None:
    """One is the other with fewer digits."""
    (fine, x), (coarse, y) = _finer_first(p)
    if coarse.bound in ("at_least", "at_most") and numbers.within_bound(y, x):
        return None
    if numbers.rounds_to(x, y):
        return f"{said(fine)} rounds to {said(coarse)}"
    if numbers.cut_to(x, y):
        return f"{said(fine)} cut to {said(coarse)}"
    return None


def within_bound(p: Pair) -> str | None:
    """One keeps within the bound the other sets."""
    for bounded, x, other, y in ((p.a, p.x, p.b, p.y), (p.b, p.y, p.a, p.x)):
        if numbers.within_bound(x, y):
            return f"{said(other)} keeps within {said(bounded)}"
    return None


def both_loose(p: Pair) -> str | None:
    """Both are loose and as near as their digits tell."""
    measured = units.family_of(p.a.unit) is not None
    if numbers.hedged_near(p.x, p.y, measured=measured):
        return f"{said(p.a)} and {said(p.b)}: both loose, as near as their digits tell"
    return None


def _agreeable(p: Pair) -> bool:
    tests = (equal, equal_but_hedged, equal_in_other_unit, rounds, within_bound, both_loose)
    return any(test(p) is not None for test in tests)


def other_holder(p: Pair) -> str | None:
    """Two holders give different numbers."""
    if p.voice == p.other_voice:
        return None
    if None in (p.voice, p.other_voice) and is_official(p.voice or p.other_voice):
        return None
    return f"{_by(p.a, p.voice)}, {_by(p.b, p.other_voice)}"


def _by(quantity: Quantity, holder: str | None) -> str:
    return f"{said(quantity)} {f'according to {holder}' if holder else 'as reported'}"


def unknown(p: Pair) -> str | None:
    """What would tell whether they clash is not said."""
    missing = []
    if p.period == "unknown" and not p.same_event:
        missing.append("the period")
    told_by_one = p.by is not None and p.by == p.other_by
    if not p.a.parties and not p.b.parties and not (p.same_event or told_by_one):
        # Who is reported with two numbers is reported of one thing.
        missing.append("the parties")
    if _foreseen_by_nobody(p):
        # Two who foresee may foresee two things.
        missing.append("who foresees it")
    if not missing:
        return None
    return f"{said(p.a)} and {said(p.b)}: one does not say {' or '.join(missing)}"


_FORESEEING = frozenset({"forecast", "expect", "project", "predict", "estimate", "foresee"})


def _foreseen_by_nobody(p: Pair) -> bool:
    """Whether both are said to be foreseen, and neither by whom."""
    if not p.a.role == p.b.role == "forecast" or p.voice or p.other_voice:
        return False
    return all(_FORESEEING & set(quantity.terms) for quantity in (p.a, p.b))


def later(p: Pair) -> str | None:
    """A later article may update an earlier one."""
    # What is planned may be planned anew within a day, and a toll rises by the hour.
    roles = {p.a.role, p.b.role}
    expected = p.a.certainty == p.b.certainty == "expected"
    planned = roles == {"forecast"} or ("forecast" in roles and expected)
    if p.days_between < (1 if planned or p.toll else 2) or p.period == "same":
        return None
    days = "a day" if p.days_between == 1 else f"{p.days_between} days"
    who = f"{p.later} tells it {days} later"
    return f"{said(p.a)} and {said(p.b)}: {who}, and may bring it up to date"


def other_measure(p: Pair) -> str | None:
    """What is measured may not be the same."""
    if p.same_measure:
        return None
    return f"{said(p.a)} ({p.a.measure}) and {said(p.b)} ({p.b.measure}): not named alike"


def clash(p: Pair) -> str | None:
    """Both cannot be right."""
    return f"{said(p.a)} and {said(p.b)} cannot both be right"
