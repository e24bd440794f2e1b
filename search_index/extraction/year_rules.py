"""Dates told by the year or the clock: “2013”, “1957-58”, “the 1990s”, “the third quarter”, “8 p.m.”."""

from __future__ import annotations

from search_index.extraction.date_tokens import meaning
from search_index.extraction.timex import Found, Reading, Rule, Timex, words_of

_MERIDIAN = r"(?:(?P<ap><a|p>)\. ?<m>\.?|(?P<ampm><MERIDIAN>))"
_ZONE = r"(?: (?:<ZONE>|<local> <time>))?"


def _quarter(found: Found, reading: Reading) -> Timex | None:
    number = int(found.text("q")) if found.has("q") else found.mean("n", "ORDINAL")
    at = found.match.start()
    fiscal = found.mean("fiscal", "FISCAL") or found.mean("fiscal2", "FISCAL")
    rule = "fiscal_quarter" if fiscal else "quarter"
    if number is None or not 1 <= int(number) <= 4:
        return None
    if found.has("y"):
        return found.timex(f"{found.text('y')}-Q{number}", rule)
    if found.has("of"):
        return None
    anchor = reading.settled(at)
    year = anchor.year if anchor else None
    # A quarter that has not begun is last year's when the sentence looks back.
    if anchor and anchor.month and reading.direction(at) < 0 and 3 * number - 2 > anchor.month:
        year = anchor.year - 1
    return found.timex(f"{year or 'XXXX'}-Q{number}", rule)


def _lone_year(found: Found, reading: Reading) -> Timex | None:
    first, last = found.match.start("y"), found.match.end()
    if last - found.match.start() == 1 and not is_year(reading, first, last):
        return None
    return found.timex(found.text("y"), "year")


def is_year(reading: Reading, first: int, last: int) -> bool:
    """Whether the four digits at tokens [first, last) are a year, by what stands around them."""
    before, after = reading.word_before(first), reading.word_after(last)
    if (before if before != "." else reading.word(first - 3)) in words_of(
        "not_year_after"
    ) or after in words_of("not_year_before"):
        return False
    if before[:1].isdigit() or after[:1].isdigit():
        return False  # a telephone number
    if meaning(after, "UNITS") and reading.word(last) != "'":
        return False
    year = int(reading.tokens.words[first])
    token = reading.token(first)
    if not 1800 <= year <= 2100:
        return before in words_of("strict_prepositions") and token.ent_type_ == "DATE"
    if token.ent_type_ == "DATE" or before in words_of("strict_prepositions"):
        return True
    if token.ent_type_ in ("MONEY", "PERCENT", "QUANTITY"):
        return False
    if before in words_of("time_prepositions") or before in ("(", ","):
        return not (token.dep_ == "nummod" and token.head.tag_ == "NNS" and before != "the")
    if token.dep_ == "nummod" and token.head.tag_ == "NNS":
        return False
    return token.ent_type_ != "CARDINAL" or reading.word(last) in (")", "-", "–", "'")


def _two_years(found: Found, reading: Reading) -> Timex | None:
    """The first of “1957-58”; the second is made by the caller from the rest of the match."""
    first, last = found.match.span()
    start, end = int(found.text("y")), found.text("y2")
    if reading.word_before(first) in words_of("not_year_after"):
        return None
    if reading.word_after(last) in words_of("not_year_before"):
        return None
    full = int(str(start)[: 4 - len(end)] + end) if len(end) in (2, 4) else 0
    if not start < full <= start + 400 or not 1000 <= start <= 2199:
        return None
    return found.timex(f"{start}/{full}", "years")


def _decade(found: Found, reading: Reading) -> Timex | None:
    if found.has("y"):
        year = found.text("y")
        return found.timex(year[:2] if year.endswith("00") else year[:3], "decade")
    short = found.text("yy")
    if short and (len(short) != 2 or short[1] != "0"):
        return None
    tens = int(short[0]) if short else found.mean("named", "NAMED_DECADE")
    if reading.word_before(found.match.start()) in words_of("owners"):
        return None
    century = "19" if tens >= 2 or not short else "20"
    return found.timex(f"{century}{tens}", "decade")


def _century(found: Found, reading: Reading) -> Timex | None:
    if len(found.text("n")) > 2:
        return None
    number = int(found.text("n")) if found.has("n") else int(found.mean("o", "ORDINAL") or 21)
    if not 1 <= number <= 22:
        return None
    if found.has("bc"):
        return found.timex(f"BC{number - 1:02d}", "century")
    return found.timex(f"{number - 1:02d}", "century")


def _fiscal_year(found: Found, reading: Reading) -> Timex | None:
    year = found.text("y") or ("20" + found.text("yy"))
    return found.timex(year, "fiscal_year") if len(year) == 4 else None


def _era(found: Found, reading: Reading) -> Timex | None:
    number, era = found.text("y"), found.text("era").upper()
    if len(number) > 4:
        return None
    return found.timex(("BC" if era.startswith("B") else "") + number.zfill(4), "era")


def _clock(found: Found, reading: Reading) -> Timex | None:
    hour, minute = int(found.text("h")), found.text("min")
    half = found.text("ap").lower() or found.text("ampm").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if hour > 24 or (minute and (len(minute) != 2 or int(minute) > 59)):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    value = f"T{hour:02d}" + (f":{minute}" if minute else "")
    return found.timex(value, "clock", "TIME")


def _bare_clock(found: Found, reading: Reading) -> Timex | None:
    # Without “a.m.” or a zone, 3:15 may be a score or a verse: only after “at”, “until” …
    before = reading.word_before(found.match.start())
    zone = found.match.end() > found.match.end("min")
    if not zone and before not in words_of("before_clock"):
        return None
    return _clock(found, reading)


def _military(found: Found, reading: Reading) -> Timex | None:
    """1830 GMT."""
    digits = found.text("hm")
    if len(digits) != 4 or not digits.isascii() or digits > "2400" or digits[2:] > "59":
        return None
    return found.timex(f"T{digits[:2]}:{digits[2:]}", "clock", "TIME")


def _noon(found: Found, reading: Reading) -> Timex | None:
    return found.timex("T" + found.mean("noon", "NOON"), "clock", "TIME")


YEAR_RULES = [
    Rule("noon", rf"(?P<noon><NOON>){_ZONE}", _noon),
    Rule(
        "clock", r"(?<![.:,$£€\-/])(?P<hm><INT>)(?: <hours>)?(?: <ZONE>| <local> <time>)", _military
    ),
    Rule(
        "quarter",
        r"(?:<the> )?(?:(?P<fiscal><FISCAL>) )?(?P<n><ORDINAL>)(?: (?P<fiscal2><FISCAL>))?[ \-]<quarter>(?! <of> <a|the|all>)(?:(?: <of>)?,? (?P<y><YEAR>))?",
        _quarter,
    ),
    Rule("quarter", r"<q>(?P<q><TWELVE>)(?:(?: <of>)?,? (?P<y><YEAR>))?", _quarter),
    Rule(
        "year", r"(?<![$£€¥#+=/.,:%])(?:<the> <year> )?(?P<y><YEAR>)(?![%:/]|[.,]<INT>)", _lone_year
    ),
    Rule(
        "years",
        r"(?<![$£€¥#/.,:%\-])(?P<y><YEAR>)(?P<dash> ?<DASH> ?|/)(?P<y2><YEAR|SHORT_YEAR>)(?![%:/\-–]|[.,]<INT>)",
        _two_years,
    ),
    Rule("decade", r"(?:<the> )?(?P<y><YEAR>)'?<s>", _decade),
    Rule(
        "decade", r"(?:<the> )?'(?P<yy><SHORT_YEAR>)'?<s>|<the> (?P<named><NAMED_DECADE>)", _decade
    ),
    Rule(
        "century",
        r"(?:<the> )?(?:(?P<n><INT>)<SUFFIX>|(?P<o><ORDINAL>)|<twenty>[ -](?P<o2><first>))[ \-]<century>(?P<bc> <bc|bce>)?",
        _century,
    ),
    Rule(
        "fiscal_year",
        r"(?:<FISCAL>(?: <year>)? (?P<y><YEAR>)|<fy> ?'?(?P<yy><SHORT_YEAR>))",
        _fiscal_year,
    ),
    Rule("fiscal_year", r"<fy> ?(?P<y><YEAR>)", _fiscal_year),
    Rule("era", r"(?P<y><INT>) (?P<era><ERA>)", _era),
    Rule(
        "clock",
        rf"(?<![.:,$£€\-/])(?P<h><HOUR>)(?:[:.](?P<min><MINUTE>))? ?{_MERIDIAN}{_ZONE}",
        _clock,
    ),
    Rule(
        "clock",
        rf"(?<![.:,$£€\-/])(?P<h><HOUR>):(?P<min><MINUTE>)(?!:|-|,<INT>)(?: <hours>)?{_ZONE}",
        _bare_clock,
    ),
]
