"""Marks and cards lead to each other."""

from __future__ import annotations

from checks.browser.conftest import Open
from playwright.sync_api import expect

CARD, MARK = ".card[data-id]", ".text [data-of]"


def test_pointing_at_a_card_lights_its_words_and_back(opened: Open, address: str, paths: dict[str, str]) -> None:
    """By the pointer and by the keyboard; what was lit before is not any more."""
    tab = opened(address, viewport={"width": 1280, "height": 900})
    page = tab.open(paths["page"])
    cards = page.locator(CARD)
    own = cards.first.get_attribute("data-id")
    assert page.locator(".lit").count() == 0
    cards.first.hover()
    lit = page.locator(f'.text [data-of~="{own}"]')
    assert lit.count()
    assert page.locator(f'.text .lit:not([data-of~="{own}"])').count() == 0
    for mark in lit.all():
        expect(mark).to_contain_class("lit")
    cards.nth(1).focus()
    expect(cards.first).not_to_contain_class("lit")
    expect(cards.nth(1)).to_contain_class("lit")
    mark = page.locator(MARK).first
    mark.hover()
    for of in (mark.get_attribute("data-of") or "").split():
        expect(page.locator(f'.card[data-id="{of}"]')).to_contain_class("lit")
    page.locator("h1").hover()
    assert page.locator(".lit").count() == 0
    page.locator(MARK).nth(2).focus()
    expect(page.locator(MARK).nth(2)).to_contain_class("lit")
    assert tab.wrong() == []


def test_marks_and_cards_lead_to_each_other_without_javascript(opened: Open, address: str, paths: dict[str, str]) -> None:
    """A mark is a link to its card; "in the text" is one to the words; what is meant is outlined."""
    tab = opened(address, java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = tab.open(paths["page"])
    page.locator(MARK).first.click()
    card = page.locator(".card:target")
    expect(card).to_be_in_viewport()
    assert card.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    card.get_by_role("link", name="in the text").click()
    words = page.locator(".text :target")
    assert words.count() == 1
    expect(words.locator("xpath=ancestor::a[1]")).to_be_in_viewport()
    original = card.locator("a[rel~=external]").first
    page.go_back()
    assert "#:~:text=" in (original.get_attribute("href") or "")


def test_marks_can_be_switched_off(opened: Open, address: str, paths: dict[str, str]) -> None:
    """By box, without JavaScript; and by a link, which is the state's permalink."""
    tab = opened(address, java_script_enabled=False)
    page = tab.open(paths["page"])
    statement = page.locator(".text .m-statement").first
    background = "(one) => getComputedStyle(one).backgroundColor"
    before = statement.evaluate(background)
    page.locator("#show-statements").uncheck()
    assert (before != "rgba(0, 0, 0, 0)", statement.evaluate(background)) == (True, "rgba(0, 0, 0, 0)")
    page.get_by_role("link", name="The text without marks").click()
    assert page.locator(MARK).count() == 0
    assert page.locator(CARD).count() > 10
