"""Money: which currency a sign, a code or a noun stands for, as ISO 4217.

Names and codes come from CLDR (babel); words/currencies.yaml adds how newspapers write them.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass

from search_index.extraction.wordlists import one_of, words


@dataclass(frozen=True, slots=True)
class CurrencyTable:
    """``nouns`` maps a lower-case noun (“malaysian ringgit”) to the codes it may stand for;
    ``places`` maps a code to the lower-case names and adjectives that speak for it in a text."""

    codes: frozenset[str]
    nouns: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, ...]]
    sign_before: re.Pattern[str]
    sign_after: re.Pattern[str]
    noun_after: re.Pattern[str]
    sign_codes: dict[str, str]


def _add(nouns: dict[str, list[str]], noun: str, code: str) -> None:
    codes = nouns.setdefault(noun.lower(), [])
    if code not in codes:
        codes.append(code)


@functools.cache
def currency_table() -> CurrencyTable:
    """All currencies in use, and some that ended lately, read from CLDR once a process."""
    from babel import Locale
    from babel.core import get_global

    own = words("currencies")
    locale = Locale("en")
    territories: dict[str, list[str]] = {}
    for territory, rows in get_global("territory_currencies").items():
        for code, _start, end, tender in rows:
            if tender and end is None:
                territories.setdefault(code, []).append(territory)
    nouns: dict[str, list[str]] = {}
    places: dict[str, tuple[str, ...]] = {}
    for code in territories:
        name = locale.currencies[code].lower()
        *adjective, last = name.split()
        plain = {last, last.replace("ó", "o").replace("í", "i")}
        kin = {family for family, members in own["families"].items() if last in members}
        for noun in plain | kin:
            if adjective:
                _add(nouns, f"{' '.join(adjective)} {noun}", code)
            if noun not in own["everyday"] or not adjective:
                _add(nouns, noun, code)
        here = [locale.territories.get(t, "").lower() for t in territories[code][:4]]
        places[code] = tuple(p for p in (*here, " ".join(adjective)) if p)
    for code, extra in own["nouns"].items():
        for noun in extra:
            nouns[noun] = [code]
    for noun, code in (*own["defaults"].items(), *own["mass_or_money"].items()):
        nouns.setdefault(noun, [code])
    nouns.pop("cent", None)
    sign_codes = {sign: code for code, signs in own["signs"].items() for sign in signs}
    after = {sign: code for code, signs in own["signs_after"].items() for sign in signs}
    codes = (frozenset(territories) | set(own["signs"]) | set(own["signs_after"])) - set(
        own["everyday_codes"]
    )
    spoken = one_of([*sign_codes, *codes])
    return CurrencyTable(
        codes=codes,
        nouns={noun: tuple(found) for noun, found in nouns.items()},
        places=places,
        # A sign made of letters must not be the end of a word.
        sign_before=re.compile(rf"(?:(?<![A-Za-z])(?:{spoken})|[$£€¥₹])\s?(?=[-+]?$)"),
        sign_after=re.compile(
            rf"(?P<sign>\$(?![\w$])|\s?[€£¥₹₽₺₪₩](?!\s?\d)|\s?(?:{one_of([*codes, *after, 'kr'])})(?![A-Za-z$]))"
        ),
        noun_after=re.compile(
            rf"[\s-]*(?P<noun>(?:US|U\.S\.|{one_of(nouns)})(?:\s+(?:{one_of(nouns)}))?)(?:e?s)?\b",
            re.IGNORECASE,
        ),
        sign_codes={**sign_codes, **after},
    )


def code_of_sign(sign: str, text: str) -> str | None:
    """The currency of a sign or code; a bare ``$`` is US dollars unless ``text`` declares another."""
    sign = re.sub(r"\s+", " ", sign.strip())
    table = currency_table()
    if re.fullmatch(r"\$\s?(?:US|U\.S\.)", sign):
        return "USD"
    if sign in table.codes:
        return sign
    if sign in ("kr", "Kr"):
        return code_of_noun("krone", text) or code_of_noun("krona", text)
    code = table.sign_codes.get(sign) or table.sign_codes.get(sign.rstrip("."))
    return declared_dollar(text) or code if sign == "$" else code


@functools.lru_cache(maxsize=8)
def declared_dollar(text: str) -> str | None:
    """The currency of “all figures in Canadian dollars”, None where nothing is declared."""
    said = re.search(
        r"\b(?:figures|amounts|prices|values|sums)\s+(?:are\s+)?(?:quoted\s+|given\s+)?in\s+([A-Za-z ]{3,20}?\s+dollars)\b",
        text,
        re.IGNORECASE,
    )
    return code_of_noun(said[1], text) if said else None


@functools.lru_cache(maxsize=256)
def code_of_noun(noun: str, text: str) -> str | None:
    """The currency that ``noun`` stands for in ``text``; None where it could be several.

    Among several, the one whose country or adjective the text names most often; else the default.
    """
    table, own = currency_table(), words("currencies")
    noun = re.sub(r"\s+", " ", noun.strip().lower())
    noun = re.sub(r"^(?:us|u\.s\.) dollar", "dollar", noun)
    codes: tuple[str, ...] = ()
    for form in (
        noun,
        noun.removesuffix("s"),
        noun.removesuffix("es"),
        noun.split()[-1],
        noun.split()[-1].removesuffix("s"),
    ):
        codes = table.nouns.get(form, ())
        if codes:
            noun = form
            break
    if len(codes) <= 1 or noun in own["defaults"]:
        return own["defaults"].get(noun) or (codes[0] if codes else None)
    lower = text.lower()
    votes = Counter(
        {code: sum(lower.count(place) for place in table.places[code]) for code in codes}
    )
    (best, most), (_, second) = votes.most_common(2)
    return best if most > second else None
