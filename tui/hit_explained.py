"""Why a document is among the results, and where: from what the search found and the text itself. Pure."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from search_index.models import Hit, SearchResult
from tui.content import about_line, joined, plural, squeezed, styled
from tui.finding import find_all
from tui.reading import Reading

_RANKED = (
    "Ranked by BM25F: a word counts for more the rarer it is in the corpus, the more often it stands here, and"
    " the shorter the text; one in the title adds half of what one in the text does."
)


def why_hit(result: SearchResult, at: int, name: str, reading: Reading) -> list[Content]:
    """Paragraphs on the hit at ``at``: its place, how the query was read, which words stand where."""
    hit = result.hits[at]
    lines = [
        joined((squeezed(hit.title), ".title")),
        styled(about_line(hit, name) or squeezed(hit.doc), ".quiet"),
        Content(""),
        joined(
            (f"Hit {at + 1} of {result.total:,}", ".strong"),
            f", score {hit.score:.2f}; the first has {result.hits[0].score:.2f}.",
        ),
        joined("The query was read as: ", (squeezed(result.understood), ".match")),
        Content(""),
    ]
    words = _words(hit, reading.document.text)
    if words:
        lines.append(joined(("Words found here", ".strong")))
        for word, here, titled in words:
            in_title = ", also in the title" if titled else ""
            lines.append(joined("  ", (word, ".match"), f"  {plural(here, 'time')}{in_title}"))
        passages = plural(len(hit.passages), "passage")
        lines.append(joined(f"Its best words stand in {passages}; n goes through them."))
    else:
        lines.append(
            joined("No word of the text itself: title, source, date or names answer the query.")
        )
    return [*lines, Content(""), styled(_RANKED, ".quiet")]


def _words(hit: Hit, text: str) -> list[tuple[str, int, bool]]:
    """The forms that matched, as they first stand there, how often in the text, and whether in the title."""
    forms: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for passage in hit.passages:
        for match in passage.matches:
            form = squeezed(text[match.start : match.end])
            forms[form.casefold()] += 1
            shown.setdefault(form.casefold(), form)
    found = [
        (shown[form], max(len(find_all(text, form)), count), bool(find_all(hit.title, form)))
        for form, count in forms.items()
    ]
    return sorted(found, key=lambda one: -one[1])
