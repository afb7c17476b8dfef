"""A noun in the cue names its act; a verb alone is left to the network."""

from onrecord.reader.acts import act_named


def test_nouns_name_acts() -> None:
    """Belief and praise by their nouns, behind a verb."""
    assert act_named("expressed optimism") == "believe"
    assert act_named("voiced strong support") == "praise"
    assert act_named("said") is None
    assert act_named("hope") is None
    assert act_named("") is None
