"""Names, who they stand for, and pronouns."""

from __future__ import annotations

from collections import Counter

import pytest

from search_index.extraction.pipeline import find_entities
from tests.search_index.extraction.reading_helpers import analysis_of


def mentions(text: str, **fields: object) -> list[tuple[str, str, str]]:
    analysis = analysis_of(text, **fields)
    return [(analysis.parsed[m.first : m.last].text, m.name, m.form) for m in analysis.mentions]


def name_of(text: str, surface: str, **fields: object) -> set[str]:
    return {name for words, name, _ in mentions(text, **fields) if words == surface}


def test_a_short_form_stands_for_the_full_name_that_contains_it() -> None:
    text = "Finance Minister Lindiwe Dlamini spoke in Pretoria. Dlamini said growth was slow."
    assert name_of(text, "Dlamini") == {"Lindiwe Dlamini"}


def test_a_short_form_that_two_persons_bear_stays_apart() -> None:
    text = "Peter Walsh and Karen Walsh disagree. Walsh voted against the plan."
    assert name_of(text, "Walsh") == {"Walsh"}


def test_an_honorific_chooses_between_two_of_one_surname() -> None:
    text = "Peter Walsh and Karen Walsh disagree. Mrs. Walsh voted against the plan."
    assert name_of(text, "Walsh") == {"Karen Walsh"}


def test_honorifics_are_no_part_of_a_name() -> None:
    text = "Chairman Datuk Prof Dr Farid Hamzah opened the meeting on Monday."
    assert "Farid Hamzah" in {name for _, name, _ in mentions(text)}


def test_an_acronym_is_tied_to_the_long_form_before_it() -> None:
    text = (
        "The North River Water Authority (NRWA) raised its prices. The NRWA said costs had grown."
    )
    assert name_of(text, "NRWA") == {"North River Water Authority"}


def test_a_demonym_stands_for_its_country() -> None:
    text = "Kenyan exporters met officials in Nairobi."
    assert ("Kenyan", "Kenya", "demonym") in mentions(text)


def test_other_names_of_a_country_are_one_country() -> None:
    text = "Turkey signed the treaty. Türkiye had asked for it."
    assert name_of(text, "Turkey") == name_of(text, "Türkiye") == {"Türkiye"}


def test_the_pair_of_countries_before_a_common_body_is_no_part_of_its_name() -> None:
    text = "Ministers attended the Kenya-Uganda Border Security Council in Kampala."
    assert "Border Security Council" in {name for _, name, _ in mentions(text)}


@pytest.mark.parametrize("pronoun", ["she", "She"])
def test_a_pronoun_is_the_one_person_it_can_be(pronoun: str) -> None:
    opening = "Maria Santos leads the bank. "
    text = opening + (
        "She wants lower rates." if pronoun == "She" else "Last week she asked for lower rates."
    )
    assert name_of(text, pronoun) == {"Maria Santos"}


def test_a_pronoun_between_two_equals_stays_unresolved() -> None:
    text = "John Miller and Peter Jones arrived together. He was late."
    assert name_of(text, "He") == set()


def test_a_pronoun_inside_a_quotation_is_left_to_the_speaker() -> None:
    text = 'Maria Santos met the press. "She is wrong," an aide said.'
    assert name_of(text, "She") == set()


def test_an_office_with_the_stands_for_its_only_holder() -> None:
    text = "Prime Minister Ana Ruiz visited Lisbon. The prime minister left on Friday."
    assert name_of(text, "The prime minister") == {"Ana Ruiz"}


def test_aliases_win_over_everything_the_text_suggests() -> None:
    text = "The Old Lady cut rates on Thursday."
    aliases = {"Bank of England": ("Old Lady", "The Old Lady")}
    assert name_of(text, "Old Lady", aliases=aliases) <= {"Bank of England"}


def test_a_junior_bears_his_family_name() -> None:
    text = "John Carver Jr. met fans of Michael Carver. Mr. Carver left early. Carver was tired."
    assert name_of(text, "Carver") == {"Carver"}
    alone = "John Carver Jr. met the press. Mr. Carver left early."
    assert name_of(alone, "Carver") == {"John Carver Jr."}


def test_capitals_alone_make_no_headline_of_a_sentence_with_a_plain_verb() -> None:
    text = "Datuk Seri Rosa Lind met Omar Bey in Ankara. Lind praised him."
    assert name_of(text, "Rosa Lind") == {"Rosa Lind"} == name_of(text, "Lind")
    assert name_of(text, "Omar Bey") == {"Omar Bey"}


def test_a_long_form_reaches_back_as_far_as_its_acronym_spells() -> None:
    text = "They praised the Harbour Land and Sea Council (HLSC). The HLSC thanked them."
    assert name_of(text, "Harbour Land and Sea Council") == {"Harbour Land and Sea Council"}


def test_an_acronym_with_dots_is_the_one_without() -> None:
    text = "The WPO met on Monday. Envoys of the W.P.O. left."
    assert name_of(text, "W.P.O.") == name_of(text, "WPO") == {"WPO"}


def test_a_company_keeps_the_rank_its_name_begins_with() -> None:
    text = "Ford and General Motors closed two plants, and General Rosa Lind protested."
    assert name_of(text, "General Motors") == {"General Motors"}
    assert name_of(text, "Rosa Lind") == {"Rosa Lind"}


def test_a_summit_names_its_host_too() -> None:
    text = "The Organisation for River State Affairs (ORSA) met in Lima. The ORSA Summit followed in May."
    found = [(e.text, e.name) for e in find_entities(analysis_of(text)) if e.start > 50]
    assert ("ORSA", "Organisation for River State Affairs") in found
    assert ("ORSA Summit", "ORSA Summit") in found


def test_an_amount_is_no_part_of_a_name() -> None:
    text = "Mr Orlan had 49.5 percent and Ms Ruiz 44.9 percent. The firm will save EUR 2bn."
    assert {name for _, name, _ in mentions(text)} >= {"Orlan", "Ruiz"}
    assert not any(any(c.isdigit() for c in name) for _, name, _ in mentions(text))


def test_a_name_read_as_a_town_is_the_person_whose_surname_stands_alone() -> None:
    from search_index.extraction.cast import Cast
    from search_index.extraction.tying import _settle_types

    cast = Cast()
    _settle_types(cast, Counter({("Ines Marou", "place"): 1, ("Marou", "person"): 2}))
    assert cast.types["Ines Marou"] == "person"
    town = Cast()
    _settle_types(town, Counter({("Lake Marou", "place"): 1, ("Marou", "person"): 2}))
    assert town.types["Lake Marou"] == "place"


def test_the_judge_is_the_one_called_judge() -> None:
    analysis = analysis_of(
        "Judge Anne Holloway fined the water company. Neil Farrow pleaded guilty in June. The judge said it was greed."
    )
    (titled,) = [m for m in analysis.mentions if m.form == "title"]
    assert titled.name == "Anne Holloway"


def test_a_number_is_no_part_of_a_persons_name() -> None:
    text = "Grace Lind ran against Tom Brandt. The final count gave Lind 42,310 votes and Brandt 38,898."
    assert {m.name for m in analysis_of(text).mentions} == {"Grace Lind", "Tom Brandt"}


def test_a_hospital_keeps_its_saint() -> None:
    (hospital,) = analysis_of("She died at St. Brendan's Hospital on Monday.").mentions
    assert hospital.name == "St. Brendan's Hospital"


def test_a_common_noun_at_the_start_of_a_sentence_is_no_name() -> None:
    text = "Mayor Nils Aronsen said repairs would be slow. Schools will reopen on Monday, he added."
    assert {name for _, name, _ in mentions(text)} == {"Nils Aronsen"}


def test_a_plural_that_has_its_capital_in_mid_sentence_too_stays_a_name() -> None:
    text = "Giants play in Bergvik. The coach said the Giants would win."
    assert "Giants" in {words for words, _, _ in mentions(text)}


def test_a_name_may_end_in_a_plus() -> None:
    assert "OPEC+" in {name for _, name, _ in mentions("OPEC+ agreed on Saturday to cut output.")}


def test_a_common_noun_that_begins_its_sentence_is_nobody() -> None:
    assert mentions("Attendance was 31,300.") == []
