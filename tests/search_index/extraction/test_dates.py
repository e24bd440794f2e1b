"""Dates found in sentences, with their TIMEX3 values; the articles are of Wednesday, 20 March 2013."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index.extraction.dates import find_dates
from search_index.models import Date
from tests.search_index.extraction.reading_helpers import analysis_of

PUBLISHED = "2013-03-20"


def dates(text: str, published: str | None = PUBLISHED) -> list[Date]:
    return find_dates(analysis_of(text, published))


def told(text: str, published: str | None = PUBLISHED) -> str:
    """What is found, as ``text=value`` in reading order."""
    return ";".join(f"{date.text}={date.value}" for date in dates(text, published))


CALENDAR = [
    ("The deal was signed on March 5.", "March 5=2013-03-05"),
    ("The trial will open on March 5.", "March 5=2014-03-05"),
    ("The vote is scheduled for April 9 at 3 p.m.", "April 9=2013-04-09;3 p.m.=2013-04-09T15"),
    ("He died on Friday, March 15, 2013, aged 81.", "Friday, March 15, 2013=2013-03-15"),
    ("The 22nd of November 1963 changed the country.", "The 22nd of November 1963=1963-11-22"),
    ("The court met on 14 February 2012.", "14 February 2012=2012-02-14"),
    ("The court met on 14 February. It rained.", "14 February=2013-02-14"),
    ("The court met on 14 Feb. in Rome.", "14 Feb.=2013-02-14"),
    ("Voters returned President Rosa Lind to office on Sunday.", "Sunday=2013-03-17"),
    ("She agreed to work on Sunday.", "Sunday=2013-03-24"),
    ("The fair runs from June 3-9.", "June 3-9=2013-06-03/2013-06-09"),
    ("The fair ran from 3 to 9 June 2011.", "3 to 9 June 2011=2011-06-03/2011-06-09"),
    ("Prices rose 3% in the third quarter of 2012.", "the third quarter of 2012=2012-Q3"),
    ("Prices rose in the third quarter.", "the third quarter=2012-Q3"),
    ("Profit fell in the first half of last year.", "the first half of last year=2012-H1"),
    ("Q4 2012 sales rose.", "Q4 2012=2012-Q4"),
    ("He was born in the 1960s and moved in the late 1980s.", "the 1960s=196;the late 1980s=198"),
    ("The mill was built in the nineteenth century.", "the nineteenth century=18"),
    ("It was mid-2011 when he left.", "mid-2011=2011"),
    ("They met in early March.", "early March=2013-03"),
    ("The bank failed at the end of 2008.", "the end of 2008=2008"),
    ("She left at the end of June 2010.", "the end of June 2010=2010-06"),
    ("He arrived on Monday morning.", "Monday morning=2013-03-18TMO"),
    ("He will arrive Monday.", "Monday=2013-03-25"),
    ("He was arrested last Wednesday.", "last Wednesday=2013-03-13"),
    ("They meet next Tuesday.", "next Tuesday=2013-03-26"),
    ("He resigned yesterday and leaves tomorrow.", "yesterday=2013-03-19;tomorrow=2013-03-21"),
    ("They were attacked last night.", "last night=2013-03-19TNI"),
    ("They speak this afternoon.", "this afternoon=2013-03-20TAF"),
    ("He came the day before yesterday.", "the day before yesterday=2013-03-18"),
    (
        "He left three days ago, and she left two months ago.",
        "three days ago=2013-03-17;two months ago=2013-01",
    ),
    ("He left ten years ago.", "ten years ago=2003"),
    (
        "It rained last week, last month and last year.",
        "last week=2013-W11;last month=2013-02;last year=2012",
    ),
    ("A decade ago the town was rich.", "A decade ago=2003"),
    ("In 2005 he married. Two years later he left.", "2005=2005;Two years later=2007"),
    ("In 2005 he married; the following year he left.", "2005=2005;the following year=2006"),
    (
        "The firm moved in January. It earned more in the quarter.",
        "January=2013-01;the quarter=2012-Q4",
    ),
    ("In 2009 it lost more in the quarter.", "2009=2009;the quarter=2009-QX"),
    ("He left at 8:30 a.m. EST on Friday.", "8:30 a.m. EST on Friday=2013-03-15T08:30"),
    ("The train left at 15:40 on 3 May 2012.", "15:40 on 3 May 2012=2012-05-03T15:40"),
    ("They met at noon on Monday.", "noon on Monday=2013-03-18T12:00"),
    ("The blast came at 1830 GMT on Sunday.", "1830 GMT on Sunday=2013-03-17T18:30"),
    ("On Christmas Eve 2012 it snowed.", "Christmas Eve 2012=2012-12-24"),
    ("The parade is held on Memorial Day.", "Memorial Day=2013-05-27"),
    ("The attacks of 9/11 changed everything.", "9/11=2001-09-11"),
    ("The law took effect on 2012-07-01.", "2012-07-01=2012-07-01"),
    ("The law took effect on 07/24/2012.", "07/24/2012=2012-07-24"),
    ("From January to November 2012, sales rose.", "January=2012-01;November 2012=2012-11"),
    ("Between December and March 2012 it snowed.", "December=2011-12;March 2012=2012-03"),
    ("The 2010-11 season was poor.", "2010=2010;11=2011"),
    ("He reigned from 1990 to 1998.", "1990=1990;1998=1998"),
    ("They met in summer.", "summer=2012-SU"),
    ("It snowed this winter.", "this winter=2012-WI"),
    ("The summer of 2003 was hot.", "The summer of 2003=2003-SU"),
    ("He will retire by year-end.", "year-end=2013"),
    ("It opens later this month.", "later this month=2013-03"),
    ("He spoke over the weekend.", "the weekend=2013-W11-WE"),
    ("She left in March last year.", "March last year=2012-03"),
    ("On Monday last week she left.", "Monday last week=2013-03-11"),
    ("In fiscal 2012 sales fell.", "fiscal 2012=2012"),
    ("In the week ended March 15, claims fell.", "the week ended March 15=2013-W11"),
    ("The ban was lifted until Saturday.", "Saturday=2013-03-23"),
    ("He plans to step down in September.", "September=2013-09"),
    ("He was forced to step down in September.", "September=2012-09"),
    ("Prices have risen since January.", "January=2013-01"),
    ("He has been ill since October.", "October=2012-10"),
    ("In the near future and in the past.", "the near future=FUTURE_REF;the past=PAST_REF"),
    ("The treaty dates from the '70s.", "the '70s=197"),
    ("He ruled in 44 BC.", "44 BC=BC0044"),
    ("Six weeks earlier he had won.", "Six weeks earlier=2013-W06"),
    ("It was a three-day trip in the 1953 race.", "three-day=P3D;1953=1953"),
    ("On the evening of March 3, fire broke out.", "the evening of March 3=2013-03-03TEV"),
    ("On Sept. 11, 2001, planes struck.", "Sept. 11, 2001=2001-09-11"),
    ("Nov. 2012 was cold.", "Nov. 2012=2012-11"),
    ("The May election was lost.", "May=2012-05"),
    ("He visited in May.", "May=2012-05"),
    ("Shares rose on Tuesday and Wednesday.", "Tuesday=2013-03-19;Wednesday=2013-03-20"),
    ("July and August 2011 were dry.", "July=2011-07;August 2011=2011-08"),
    ("Resolution 1973 passed in 2011.", "2011=2011"),
    ("Boeing 1900 and Agenda 2030 were named.", "2030=2030"),
    ("Until now, he had been silent; recently he spoke.", "now=PRESENT_REF;recently=PAST_REF"),
]
LENGTHS_AND_SETS = [
    ("Sales fell in the first nine months of 2012.", "the first nine months of 2012=P9M"),
    ("He worked there for two and a half years.", "two and a half years=P2.5Y"),
    ("It took an hour and a half.", "an hour and a half=PT1.5H"),
    ("It lasted half an hour.", "half an hour=PT30M"),
    ("He waited twenty-five minutes.", "twenty-five minutes=PT25M"),
    ("The talks dragged on for months.", "months=PXM"),
    ("After decades of war, peace came.", "decades=PXDE"),
    ("They want a year-long ban.", "year-long=P1Y"),
    ("In recent years prices rose.", "recent years=PXY"),
    ("Over the next five years prices will rise.", "the next five years=P5Y"),
    ("Over the past year prices rose.", "the past year=P1Y"),
    ("The committee meets every Tuesday.", "every Tuesday=XXXX-WXX-2"),
    ("The shop is closed on Mondays.", "Mondays=XXXX-WXX-1"),
    ("He runs every day.", "every day=XXXX-XX-XX"),
    ("It earns $5 million a year.", "a year=P1Y"),
    ("He calls twice a week.", "a week=P1W"),
    ("They vote every two years.", "every two years=P2Y"),
    ("Five to ten years in prison await him.", "Five to ten years=P5Y/P10Y"),
    ("He will be back within 24 hours.", "24 hours=PT24H"),
    ("The offer was valid for a fortnight.", "a fortnight=P2W"),
]
NO_DATES = [
    "About 2,000 people came, 1,990 left.",
    "He paid $2013 for it.",
    "You may think so. May I go?",
    "Theresa May resigned.",
    "April Jones and August Wilson came.",
    "His 22-year-old son is 18 years old and 3 months of age.",
    "Children ages 6 months and older got it.",
    "The Sunday Times reported it.",
    "This is the second time; wait a second.",
    "The water springs from the rock in the fall of the empire.",
    "A quarter of the voters stayed home; three quarters of them were young.",
    "He won 3:15 and lost 6-4.",
    "Trade was down 24% year-on-year.",
    "He is in his 80s.",
    "The group of 1990 people met at No. 1984.",
]


@pytest.mark.parametrize(("text", "wanted"), CALENDAR)
def test_a_date_is_found_tightly_and_reckoned_from_the_day_of_publication(
    text: str, wanted: str
) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), LENGTHS_AND_SETS)
def test_lengths_of_time_and_repetitions_have_timex3_values(text: str, wanted: str) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_names_ages_and_verbs_are_no_dates(text: str) -> None:
    assert told(text) == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met on Thursday.", "Thursday=XXXX-WXX-4"),
        ("The talks took place from Jan. 6 to 8 in Oslo.", "Jan. 6 to 8=XXXX-01-06/XXXX-01-08"),
        ("Last year they met in March.", "Last year=XXXX;March=XXXX-03"),
        ("They met yesterday.", "yesterday=XXXX-XX-XX"),
        ("They signed in May 2011 and met again in June.", "May 2011=2011-05;June=2011-06"),
        ("They signed in May 2011. In June they met.", "May 2011=2011-05;June=2011-06"),
        ("In 2011 they signed. He left. In June they met.", "2011=2011;June=XXXX-06"),
    ],
)
def test_without_a_day_of_publication_a_date_stays_open_unless_settled_close_by(
    text: str, wanted: str
) -> None:
    assert told(text, None) == wanted


def test_a_year_or_month_of_publication_settles_what_it_can() -> None:
    assert told("They met last year, in January and on Thursday.", "2026-01") == (
        "last year=2025;January=2026-01;Thursday=XXXX-WXX-4"
    )
    assert told("The talks took place from Jan. 6 to 8.", "2026") == (
        "Jan. 6 to 8=2026-01-06/2026-01-08"
    )


def test_an_open_date_has_no_period() -> None:
    assert [date.period for date in dates("They met last week from Jan. 6 to 8.", None)] == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It opened in January 2011.", "2011-01-01", "2011-01-31"),
        ("It opened last week.", "2013-03-11", "2013-03-17"),
        ("It opened in the third quarter of 2012.", "2012-07-01", "2012-09-30"),
        ("It opened in the first half of 2012.", "2012-01-01", "2012-06-30"),
        ("It sold well in the first four months of 2012.", "2012-01-01", "2012-04-30"),
        ("It opened in the 1990s.", "1990-01-01", "1999-12-31"),
        ("It was open from June 3 to 9, 2011.", "2011-06-03", "2011-06-09"),
        ("It was open on Friday at 3 p.m.", "2013-03-15", "2013-03-15"),
        ("It grew over the last 12 months.", "2012-03-20", "2013-03-20"),
    ],
)
def test_a_period_covers_the_days_that_the_value_names(text: str, start: str, end: str) -> None:
    period = dates(text)[0].period
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_the_event_is_the_verb_with_its_object_or_the_noun() -> None:
    assert dates("Norway and Chile signed a fishing treaty in 2004.")[0].event == (
        "signed a fishing treaty"
    )
    assert dates("They recalled the 2004 flood.")[0].event == "flood"


def test_terms_are_the_content_words_of_the_clause_of_the_date() -> None:
    terms = dates("Norway signed a fishing treaty in 2004.")[0].terms
    assert {"norway", "sign", "treaty"} <= set(terms)
    assert "2004" not in terms


def test_offsets_count_from_the_start_of_the_document() -> None:
    text = "A “quoted” start — then, in May\u00a02011, he left."
    (date,) = dates(text)
    assert text[date.start : date.end] == date.text == "May\u00a02011"


PIECES = st.sampled_from(
    [
        "the",
        "a",
        "of",
        "in",
        "on",
        "to",
        "and",
        "last",
        "next",
        "this",
        "May",
        "March",
        "31",
        "30",
        "2013",
        "99",
        "0",
        "Monday",
        "night",
        "half",
        "year",
        "years",
        "ago",
        "quarter",
        "'",
        "-",
        "–",
        "/",
        ":",
        ".",
        ",",
        "$",
        "%",
        "first",
        "hundred",
        "and",
        "a",
        "half",
        "p.m.",
        "9/11",
        "Christmas",
        "February",
        "29",
        "\n",
        "\ue000",
        "½",
        "²",
        "İ",
        "every",
        "80",
        "s",
        "Q",
        "4",
        "early",
        "end",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES | st.text(max_size=4), max_size=25),
    st.sampled_from([PUBLISHED, "0001-01-01", "9999-12-31", "2013", None]),
)
def test_no_text_makes_it_fail_and_every_span_is_its_text(
    words: list[str], published: str | None
) -> None:
    text = " ".join(words)
    at = 0
    for date in dates(text, published):
        assert date.text == text[date.start : date.end]
        assert date.text.strip()
        assert at <= date.start < date.end
        at = date.end


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Officials, who met Thursday, will meet again Monday.", "2013-03-14 2013-03-25"),
        ("The firm said on Tuesday it will close the plant on Friday.", "2013-03-19 2013-03-22"),
        ("He is expected to arrive on Saturday.", "2013-03-23"),
        ("He was expected to arrive on Saturday.", "2013-03-23"),
        ("He was forced to leave on Saturday.", "2013-03-16"),
        ("Elections are due in September.", "2013-09"),
        ("Elections were held in September.", "2012-09"),
        ("The ceasefire begins Sunday.", "2013-03-24"),
        ("He would have spoken on Sunday.", "2013-03-17"),
        ("A man arrested on Sunday has been released.", "2013-03-17"),
        ("The match has been postponed until Saturday.", "2013-03-23"),
        ("The message from Tuesday is clear.", "2013-03-19"),
        ("The judge set the hearing for June 28.", "2013-06-28"),
        ("The panel set a May 1 deadline for the report.", "2013-05-01"),
        ("Call me on Sunday night.", "2013-03-24TNI"),
        (
            "The strike is expected to begin in the port on Friday, followed by the mines on Monday.",
            "2013-03-22 2013-03-25",
        ),
        (
            "The strike began in the port on Friday, followed by the mines on Monday.",
            "2013-03-15 2013-03-18",
        ),
    ],
)
def test_the_tense_of_the_verb_tells_the_last_from_the_next(text: str, values: str) -> None:
    assert " ".join(date.value for date in dates(text)) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The Sept. 11 attacks changed the law.", "2001-09-11"),
        ("On Sept. 11 the shop opened.", "2012-09-11"),
        ("Bloody Sunday was remembered.", ""),
        ("The programme airs on This Week in Oslo.", ""),
        ("Several hundred years ago it was a port.", "PAST_REF"),
        ("He retired in the winter of 1999-2000.", "1999-WI"),
        ("He moved to Oslo in 2009 and left it that May.", "2009 2009-05"),
        ("Profit for this fiscal year rose.", "2013"),
    ],
)
def test_names_of_days_and_seasons_are_kept_apart_from_dates(text: str, values: str) -> None:
    assert " ".join(date.value for date in dates(text)) == values


def test_a_fiscal_year_has_no_days_of_its_own() -> None:
    assert dates("Profit for this fiscal year rose.")[0].period is None


@pytest.mark.parametrize("unit", ["years ago", "days later", "th century", " GMT", "-day"])
def test_a_number_of_five_thousand_digits_is_no_trouble(unit: str) -> None:
    told(f"It began {'9' * 5000} {unit}. It began {'9' * 5000}{unit}.")


def test_ten_thousand_numbers_in_words_do_not_hang_it() -> None:
    assert told("one hundred and " * 3000) == ""


def test_a_clock_time_has_one_day() -> None:
    text = "It opens at 5 p.m. on Friday, tomorrow morning or next year."
    wanted = "5 p.m. on Friday=2013-03-22T17;tomorrow morning=2013-03-21TMO;next year=2014"
    assert told(text) == wanted


def test_a_clock_time_has_a_day_only_where_its_sentence_names_one() -> None:
    bare, dated = dates("The leak began at 6:40 a.m. The siren went at 7 a.m. on Monday.")[:2]
    assert bare.period is None
    assert dated.period is not None
    beside, _ = dates("Three men entered at 3:15 a.m. and left four minutes later.")
    assert beside.period is None


def test_a_verb_form_of_all_tenses_has_the_tense_of_the_verb_before_it() -> None:
    text = (
        "The mill would close its yard and cut 40 jobs there, most of them by the end of the year."
    )
    assert told(text, "2025-07-25") == "the end of the year=2025"


def test_what_had_been_forecast_in_a_month_looks_back() -> None:
    assert told("In April it had forecast a loss.", "2025-07-25") == "April=2025-04"
    assert told("A loss is forecast for April.", "2025-07-25") == "April=2026-04"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The vote is scheduled for 5 April 2031.", "vote is scheduled"),
        ("The next meeting was held on 5 April 2031.", "next meeting was held"),
        ("Ada Lind was arrested on 5 April 2031.", "Ada Lind was arrested"),
        ("The mayor held a speech on 5 April 2031.", "held a speech"),
    ],
)
def test_of_a_passive_the_event_names_to_what_it_was_done(text: str, event: str) -> None:
    (found,) = dates(text)
    assert found.event == event
