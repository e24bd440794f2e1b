from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.reading.parts import Cut, cut_page

ARTICLE = """\
Ferry back in service after a year

The ferry between the harbour and the island runs again, the council said on Monday.
It carries 300 passengers and twenty cars on every crossing.

Tickets cost $4, a dollar more than before the repairs began.
"""
LEAD = "The island council has opened the old pier to fishing boats again after long repairs."


def main_of(text: str) -> str:
    cut = cut_page(text)
    return text[cut.main.start : cut.main.end]


def assert_whole(cut: Cut, text: str) -> None:
    """Parts and furniture cover the text once each, but for blanks."""
    spans = sorted(
        [(cut.main.start, cut.main.end)]
        + [(other.start, other.end) for other in cut.others]
        + [(span.start, span.end) for span in cut.furniture]
    )
    position = 0
    for start, end in spans:
        assert position == start < end <= len(text)
        position = end
    assert position == len(text)


PLAIN = {
    "one line": "The ferry runs again.",
    "an article": ARTICLE,
    "trailing blank lines": ARTICLE + "\n" * 9,
    "a section called Comments": ARTICLE
    + "\nComments\n\nThe council said it had read every comment and would answer in May.\n",
    "sections called Related work and See also": ARTICLE
    + "\nRelated\n\nOther harbours have done the same with some success, as shown above.\n"
    + "\nSee also\n\nHarbour tunnels\nPiers\n",
    "an advertisement in the middle": ARTICLE + "\nAdvertisement\n\n" + LEAD + "\n",
    "a last line Advertisement": ARTICLE + "\nAdvertisement\n",
    "read more in the middle": ARTICLE + "\nRead more: How the ferry broke\n\n" + LEAD + "\n",
    "related articles in the middle": ARTICLE
    + "\nRelated Articles\nPier opens to boats\nTunnel plan dropped\n\n"
    + LEAD
    + "\n",
    "related box with ages in the middle": ARTICLE
    + "\nRelated Articles\nPier opens to boats\n2 hours ago\nTunnel plan dropped\n5 hours ago\n"
    + LEAD
    + "\n\nThe mayor did not answer questions about the cost of it all.\n",
    "a live blog": ARTICLE
    + "\n10 minutes ago\nCrowds at the pier\n"
    + LEAD
    + "\n\n25 minutes ago\nFirst crossing done\n"
    + LEAD
    + "\n",
    "a live blog with bylines": ARTICLE
    + "\nAna Lim\n10 minutes ago\n"
    + LEAD
    + "\n\nBo Tan\n25 minutes ago\n"
    + LEAD
    + "\n",
    "a chronology": ARTICLE
    + "\nJanuary 6, 2026\nRepairs begin\n"
    + LEAD
    + "\nMarch 2, 2026\nFerry returns\n"
    + LEAD
    + "\n",
    "an interview": "The talk\n\nQ: What do you think of the comments?\nA: I like to share.\n\nQ: More?\nA: No.\n",
    "a table of words": ARTICLE + "\nCountry\nShare\nComments\nFrance\n12%\nup\nSpain\n8%\ndown\n",
    "a closing list": ARTICLE + "\nTopics\n" + "".join(f"- The {n}th crossing\n" for n in range(20)),
    "a poem that ends in share": "The bread\n\nWe broke the bread at noon in the old square of the town.\nwe had\nto share\n",
    "minutes of a meeting": "Minutes\n\nThe chair opened the meeting at nine and welcomed all.\n\nTopics\nBudget\nShare of costs\n",
    "two headings with something under them": ARTICLE + "\nTopics\nBudget of the pier\nComments\nnone so far\n",
    "a copyright story": ARTICLE + "\nCopyright was the subject of the last session, the council said.\n",
    "a last sentence on newsletters": ARTICLE + "\nThe council has a newsletter that people can subscribe to.\n",
    "hard-wrapped lines": "THE FERRY RUNS AGAIN . THE COUNCIL SAID SO AND\nWOULD NOT COMMENT ON THE COST OF ITS\nSHARE\nOF THE PIER . IT HAD NO\nCOMMENTS\n",
    "markdown": "# Ferry\n\nThe ferry runs again, the council said on Monday.\n\n## Comments\n\n- Ana asks for more crossings\n- Bo asks for fewer\n",
    "only furniture": "Related Articles\nComments\nNo comments yet\nShare\n",
}  # fmt: skip


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN.keys())
def test_nothing_of_a_plain_text_is_cut(text: str) -> None:
    cut = cut_page(text)
    assert (cut.main.start, cut.main.end) == (0, len(text))
    assert cut.others == () and cut.furniture == ()


PAGES = {
    "comment box": "Comments\nNo comments yet\n",
    "tags and links": "Tags: ferry, harbour\nRelated Stories\nPier opens\nTunnel plan dropped after a long debate\n",
    "hashtags": "Hashtags\n#ferry #harbour\nShare\n",
    "sharing": "Share this article\nFacebook\nTwitter\nCopy link\n",
    "newsletter": "Sign up for our weekly newsletter and get the news of the harbour every morning.\nYour email\n",
    "copyright": "© 2026 The Harbour Post. All rights reserved.\n",
    "most read": "## Most read\n\n1. Pier opens\n2. Tunnel plan dropped\n3. Is this the end of the old lighthouse?\n",
    "leave a reply": "3 Comments\n\nLeave a Reply\nYour email address will not be published.\nName\n",
    "footer": "About us\nContact us\nPrivacy Policy\nTerms of Use\n",
    "more from": "More from The Harbour Post\nPier opens\n\nSubscribe\n",
}  # fmt: skip


@pytest.mark.parametrize("furniture", PAGES.values(), ids=PAGES.keys())
def test_the_end_of_a_page_is_furniture(furniture: str) -> None:
    text = ARTICLE + "\n" + furniture
    cut = cut_page(text)
    assert main_of(text) == ARTICLE + "\n"
    assert cut.others == ()
    assert_whole(cut, text)


def test_other_articles_are_parts_with_publisher_and_title_of_their_own() -> None:
    text = ARTICLE + (
        "Comments\nNo comments yet...\nRelated Articles\n\n\nIsland Times\n6 hours ago\n- Island Times\n"
        f"Pier opens to boats\n{LEAD} {LEAD}\n\n\nHarbour Radio\n8 hours ago\n- Harbour Radio\n"
        f"'Tunnel plan dropped', says mayor\n{LEAD}\n{LEAD}\n"
    )
    cut = cut_page(text)
    assert main_of(text) == ARTICLE
    first, second = cut.others
    assert (first.title, first.publisher) == ("Pier opens to boats", "Island Times")
    assert (second.title, second.publisher) == (
        "'Tunnel plan dropped', says mayor",
        "Harbour Radio",
    )
    assert first.published is None and second.published is None
    assert text[first.start : first.end] == f"Pier opens to boats\n{LEAD} {LEAD}"
    assert text[second.start : second.end].endswith(f"{LEAD}\n{LEAD}")
    assert_whole(cut, text)


@pytest.mark.parametrize(
    ("shape", "published"),
    [
        ("{title}\n{publisher}\n6 hours ago\n{lead}\n\n", None),
        ("{title}\n{publisher} · 6 hours ago\n{lead}\n\n", None),
        ("{publisher} | June 27, 2025\n{title}\n{lead}\n\n", "2025-06-27"),
        ("{publisher}\n27 June 2025\n{title}\n{lead}\n\n", "2025-06-27"),
    ],
)
def test_teasers_of_other_shapes_are_found_in_a_row(shape: str, published: str | None) -> None:
    rows = [
        ("Pier opens to boats after eleven years", "Island Times"),
        ("Tunnel plan is dropped by the council", "Harbour Radio"),
    ]
    text = ARTICLE + "\nRelated Articles\n\n"
    text += "".join(shape.format(title=t, publisher=p, lead=LEAD) for t, p in rows)
    cut = cut_page(text)
    assert [(o.title, o.publisher) for o in cut.others] == rows
    assert [o.published for o in cut.others] == [published] * 2
    assert main_of(text) == ARTICLE + "\n"
    assert_whole(cut, text)


def test_readers_comments_are_furniture_and_no_articles() -> None:
    text = ARTICLE + (
        "\n2 Comments\n\nAna\n2 hours ago\nI took the ferry today and it was late again.\n\n"
        "Bo\n3 hours ago\nIt was not late when I took it this morning.\n\nLeave a reply\n"
    )
    cut = cut_page(text)
    assert main_of(text) == ARTICLE + "\n" and cut.others == ()


def test_the_top_of_a_page_is_furniture_only_after_a_sure_sign() -> None:
    text = "Skip to main content\nMenu\nHome\n" + ARTICLE
    assert main_of(text) == ARTICLE
    assert main_of("Home\n" + ARTICLE) == "Home\n" + ARTICLE


def test_header_lines_are_furniture_before_the_article() -> None:
    text = "Title: X\n\n" + ARTICLE
    cut = cut_page(text, len("Title: X\n"))
    assert cut.furniture[0].end == cut.main.start == len("Title: X\n")


LINES = st.sampled_from(
    ["", "", "Comments", "Related Articles", "6 hours ago", "- Post", "Post", "A short headline",
     LEAD, "Advertisement", "Tags: a, b", "#tag", "© 2026", "June 27, 2025", "Skip to content", "\ufeff"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=30).map("\n".join)))
def test_any_text_is_cut_into_spans_that_cover_it_once(text: str) -> None:
    cut = cut_page(text)
    if text:
        assert_whole(cut, text)
    assert all(other.title.strip() for other in cut.others)


@pytest.mark.parametrize("line", ["share\n", "1 hour ago\n", "Related Articles\n", "a\n", "- \n"])
def test_a_page_twice_as_long_takes_twice_the_work(line: str, steps: Callable[..., int]) -> None:
    once, twice = (steps(lambda n=n: cut_page(LEAD + "\n" + line * n)) for n in (500, 1_000))
    assert twice <= 2.2 * once
