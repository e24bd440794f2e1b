"""Numbers as they are written: digits, words, fractions and vague counts, with their value and step.

It owns what a number is and what only looks like one (G20, 3-2, 10:45, No. 2). What is counted
comes later. Offsets are characters of the text given.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from search_index.extraction.wordlists import after as text_after
from search_index.extraction.wordlists import before as text_before
from search_index.extraction.wordlists import one_of, word_set, words


@dataclass(frozen=True, slots=True)
class Number:
    """One number at ``start:end``.

    ``value`` is None for a vague count (“dozens”), which has ``low`` and ``high``. ``step`` is the
    size of the last digit written. ``scale`` is the product of the magnitude words (1 where there
    is none). ``letter`` is a single magnitude letter that follows at once (5m), not yet applied.
    ``form`` is ``digits``, ``words``, ``fraction`` or ``vague``.
    """

    start: int
    end: int
    value: float | None
    step: float
    form: str
    scale: float = 1.0
    letter: str = ""
    low: float | None = None
    high: float | None = None


_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:\.\d+)?|\.\d+"


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = words("numbers")
    small = {**table["units"], **table["teens"]}
    units, tens = one_of(table["units"]), one_of(table["tens"])
    scales = one_of(s for s in table["scales"] if s != "hundred")
    below_100 = rf"(?:(?:{tens})[-\s](?:{units})|{one_of([*small, *table['tens']])})"
    hundreds = rf"(?:(?:{below_100}|an?|half\s+an?)\s+hundred(?:\s+(?:and\s+)?{below_100})?)"
    chunk = rf"(?:{hundreds}|{below_100})"
    scaled = rf"(?:{chunk}(?:\s+and\s+a\s+half)?|an?|half\s+an?)[-\s]+(?:{scales})"
    part = one_of(table["parts"])
    signs = "".join(table["fraction_signs"])
    scale_tail = rf"(?:[-\s]?(?:hundred|{scales})\b|\s?(?i:{one_of(table['scale_marks'])})\b)"
    flags = re.IGNORECASE
    return {
        "digits": re.compile(
            rf"(?P<mantissa>{_DIGITS})(?P<power>\s?[×x]\s?10\^?-?\d{{1,3}}(?!\d))?"
            rf"(?P<mixed>\s?[{signs}]|[\s-]\d[/⁄]\d{{1,2}}(?![\d/⁄]))?"
            rf"(?P<ratio>[/⁄]\d{{1,3}}(?![\d/⁄.]))?(?P<half>\s+and\s+a\s+half\b)?"
            rf"(?P<scale>{scale_tail}(?:[-\s](?:{scales})\b)?)?",
            flags,
        ),
        "sign": re.compile(rf"[{signs}]"),
        # Longer readings first: an alternation takes the first that fits.
        "words": re.compile(
            rf"\b(?:(?:an?|half\s+an?|{below_100})\s+dozen"
            rf"|an?\s+couple(?=\s+(?:of\s+|hundred|thousand|million))(?:\s+of)?(?:\s+(?:hundred|{scales}))?"
            rf"|(?:{scaled})(?:,?\s+(?:and\s+)?{chunk}\s+(?:{scales}))*(?:,?\s+(?:and\s+)?{chunk})?"
            rf"|{chunk}(?:[\s-]and[\s-]a[\s-]half\b)?|an?\s+hundred"
            rf"|(?:million|billion|trillion)(?=[\s-](?:dollar|euro|pound)))\b",
            flags,
        ),
        "fraction": re.compile(
            rf"\b(?:(?P<top>{units}|an?)[-\s](?P<bottom>{part})|(?P<half>half))\b"
            rf"|\b(?P<one>{units}|\d{{1,3}})\s+(?:in|out\s+of)(?:\s+every)?\s+(?P<of>{one_of(small)}|\d{{1,4}})\b(?![,.]\d|%|\s*percent)",
            flags,
        ),
        "vague": re.compile(
            rf"\b(?:(?P<lead>tens|dozens|hundreds|thousands)\s+of\s+(?P<of>thousands|millions|billions|trillions)"
            rf"|(?:{one_of(table['several'])})\s+(?P<several>dozen|{scales}|hundred)"
            rf"|(?P<alone>{one_of(table['vague'])}))\b(?=\s+(?:of|more)\b|\s+\w)",
            flags,
        ),
        "scales": re.compile(rf"hundred|{scales}|{one_of(table['scale_marks'])}", flags),
    }


def _scale(text: str) -> float:
    table = words("numbers")
    known = {**table["scales"], **table["scale_marks"]}
    return math.prod(float(known[m.lower()]) for m in _patterns()["scales"].findall(text))


def step_of(digits: str) -> float:
    """The size of the last significant digit of ``digits`` as written: 4.92 → 0.01, 310 → 10."""
    plain = digits.replace(",", "")
    if "." in plain:
        return float(10.0 ** -min(300, len(plain.split(".")[1])))
    zeros = len(plain) - len(plain.rstrip("0"))
    return float(10.0 ** (min(300, zeros) if zeros < len(plain) else 0))


def words_value(text: str) -> float:
    """The value of a number written in words; “two hundred and fifty thousand” → 250000."""
    table = words("numbers")
    small = {**table["units"], **table["teens"], **table["tens"]}
    total = current = 0.0
    text = re.sub(r"[\s-]and[\s-]a[\s-]half", " and a half", text.lower())
    half = "and a half" in text
    for word in re.findall(r"[a-z]+", text.replace("and a half", "")):
        if word in ("a", "an"):
            current = current or 1.0
        elif word == "half":
            current = 0.5
        elif word in small:
            current += small[word]
        elif word == "couple":
            current = 2.0
        elif word == "dozen":
            current = 12 * (current or 1.0)
        elif word == "hundred":
            current = 100 * ((current or 1.0) + (0.5 if half else 0))
        elif word in table["scales"]:
            total += ((current or 1.0) + (0.5 if half else 0)) * table["scales"][word]
            current, half = 0.0, False
    return total + current + (0.5 if half else 0)


def _round_step(value: float) -> float:
    """The step of a number in words: “two hundred” is known to the hundred."""
    if value != int(value):
        return 0.5 if value * 2 == int(value * 2) else 0.1
    return step_of(str(int(value))) if value else 1.0


def _from_digits(match: re.Match[str]) -> Number | None:
    mantissa = match["mantissa"]
    value, step = float(mantissa.replace(",", "")), step_of(mantissa)
    end = match.end()
    form = "digits"
    if match["power"]:
        exponent = float(
            10.0 ** max(-300, min(300, int(match["power"].split("10", 1)[1].lstrip("^"))))
        )
        value, step = value * exponent, step * exponent
    signs = words("numbers")["fraction_signs"]
    if match["mixed"]:
        extra = match["mixed"].strip(" -\t\n")
        if extra in signs:
            value += signs[extra]
        else:
            top, bottom = re.split("[/⁄]", extra)
            value += int(top) / int(bottom) if int(bottom) else 0.0
        step = 0.01
    elif match["ratio"]:
        bottom = int(match["ratio"][1:])
        if "." in mantissa or "," in mantissa or not bottom or value >= bottom:
            return None
        value, step, form = value / bottom, 0.01, "fraction"
    if match["half"]:
        value, step = value + 0.5, 0.5
    scale = _scale(match["scale"]) if match["scale"] else 1.0
    if abs(value * scale) > 1e300:
        return None
    rest = match.string[end : end + 2]
    letter = rest[0] if rest[:1] in words("numbers")["scale_letters"] and rest[:1] else ""
    if letter and (
        scale != 1.0 or (rest[1:].isalnum() and rest[1:]) or rest[1:] in ("²", "³", "/")
    ):
        letter = ""
    return Number(match.start(), end, value * scale, step * scale, form, scale, letter)


def _fraction(match: re.Match[str]) -> Number | None:
    table = words("numbers")
    small = {**table["units"], **table["teens"]}
    text = match.string
    if match["one"]:
        top, bottom = (
            float(small.get(written.lower(), 0) or written)
            for written in (match["one"], match["of"])
        )
        if not bottom or top >= bottom or bottom > 100:
            return None
    else:
        if match["half"]:
            top, bottom = 1.0, 2.0
        else:
            word = match["top"].lower()
            top = 1.0 if word in ("a", "an") else float(small[word])
            bottom = float(table["parts"][match["bottom"].lower()])
        before, after = (
            text_before(text, match.start()).rstrip().lower(),
            text_after(text, match.end()),
        )
        followed = re.match(
            r"[\s-]*(?:of\b|the\b|its\b|their\b|his\b|her\b|our\b|that\b|as\b|an?\b|%)", after
        )
        bounded = re.search(
            r"\b(?:than|about|almost|nearly|roughly|over|under|by|around|some|just)$", before
        )
        article = match["top"] and match["top"].lower() in ("a", "an")
        if re.search(
            r"\b(?:first|second|final|other|better|last|latter|this|third|each|every|next)$", before
        ):
            return None
        if not followed and not (bounded and not article) and not (match["top"] and not article):
            return None
        if (
            match["half"]
            and re.match(r"-\w", after)
            and not re.match(r"-(?:hour|mile|million|billion|point)", after)
        ):
            return None
    return Number(match.start(), match.end(), top / bottom, 0.5 / bottom, "fraction")


def _vague(match: re.Match[str]) -> Number | None:
    table = words("numbers")["vague"]
    if match["lead"]:
        lead = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0, "thousands": 1000.0}[
            match["lead"].lower()
        ]
        low = lead * table[match["of"].lower()]
    elif match["several"]:
        one = match["several"].lower()
        size = 12.0 if one == "dozen" else _scale(one)
        return Number(match.start(), match.end(), None, size, "vague", low=2 * size, high=10 * size)
    else:
        low = float(table[match["alone"].lower()])
        if match["alone"].lower() == "scores" and not match.string.startswith(" of", match.end()):
            return None
    if match["alone"] and not re.match(r"\s+(?:of|more)\b", text_after(match.string, match.end())):
        return None
    return Number(match.start(), match.end(), None, low, "vague", low=low, high=10 * low)


def _readings(text: str) -> Iterator[Number]:
    patterns = _patterns()
    readers = (("vague", _vague), ("fraction", _fraction), ("digits", _from_digits))
    for name, reader in readers:
        for match in patterns[name].finditer(text):
            number = reader(match)
            if number is not None:
                yield number
    for match in patterns["sign"].finditer(text):
        value = words("numbers")["fraction_signs"][match.group()]
        yield Number(match.start(), match.end(), value, 0.05, "fraction")
    for match in patterns["words"].finditer(text):
        value = words_value(match.group())
        scaled = patterns["scales"].search(match.group()) is not None
        scale = 10.0 ** int(math.log10(value)) if scaled and value >= 1 else 1.0
        yield Number(match.start(), match.end(), value, _round_step(value), "words", scale)


def find_numbers(text: str) -> list[Number]:
    """Every number written in ``text``, in order, without overlaps; the longer reading wins."""
    found: list[Number] = []
    taken = -1
    for number in sorted(_readings(text), key=lambda n: (n.start, -n.end)):
        if number.start >= taken and not _is_name_part(text, number):
            found.append(number)
            taken = number.end
        elif number.start >= taken and number.form == "digits":
            # Digits inside a name or a date hide nothing that could be a number in its own right.
            taken = number.end
    return found


def _is_name_part(text: str, number: Number) -> bool:
    """Whether the characters around it make it a part of a name, time, score, date or version."""
    if number.form not in ("digits", "fraction") or not text[number.start].isdigit():
        return number.form == "words" and text[max(0, number.start - 1) : number.start] in (
            "-",
            "'",
        )
    before, after = text_before(text, number.start)[-12:], text_after(text, number.end)[:12]
    if re.search(r"\d[.:/⁄,]$|[a-z]/$|[#@_]$", before, re.IGNORECASE):
        return True
    if re.match(r"[:.]\d|[/⁄]\d|'?s\b|(?:st|nd|rd|th)\b|[_@]", after, re.IGNORECASE):
        return True
    # “20cm-40cm” is a range; “MH-17” and “ASEAN+3” are names.
    stem = re.search(r"(?<!\d)(?<![^\W\d])([^\W\d]+\.?)[-+]$", before)
    if stem and stem[1].lower() not in word_set("numbers", "number_prefixes") | word_set(
        "numbers", "minus"
    ):
        return not before.endswith(("US-", "to-"))
    return False
