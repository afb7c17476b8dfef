"""The keyboard alone."""

from __future__ import annotations

import pytest
from checks.browser.conftest import Open
from checks.browser.views import VIEWS

ITEMS = "[data-item]:not(details:not([open]) *)"  # what is folded away is not walked over
AT = f"[...document.querySelectorAll('{ITEMS}')].indexOf(document.activeElement)"
every_view = pytest.mark.parametrize("name", VIEWS)


@every_view
def test_slash_searches_and_escape_leaves(opened: Open, address: str, paths: dict[str, str], name: str) -> None:
    """A slash goes to the search field and is not written into it; Esc leaves it; Enter in it searches."""
    tab = opened(address)
    page = tab.open(paths[name], VIEWS[name].status)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("/")
    page.keyboard.type("pier /jk")
    assert page.input_value("#q") == "pier /jk"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=pier+%2Fjk")
    assert tab.wrong() == []


@every_view
def test_letters_and_arrows_walk_over_items(opened: Open, address: str, paths: dict[str, str], name: str) -> None:
    """The letter j and the arrow down go on, k and the arrow up go back, both stop at the ends; what is reached is to be seen."""
    tab = opened(address)
    page = tab.open(paths[name], VIEWS[name].status)
    many = page.locator(ITEMS).count()
    at = []
    for key in ("j", "j", "ArrowDown", "k", "ArrowUp", "k", "k"):
        page.keyboard.press(key)
        at.append(page.evaluate(AT))
    last = many - 1
    there = min(2, last)
    back = max(there - 1, min(0, last))
    assert at == [min(0, last), min(1, last), there, back, max(back - 1, min(0, last)), *[min(0, last)] * 2]
    if many:
        page.keyboard.press("j")
        assert page.evaluate(
            "(() => { const r = document.activeElement.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0 })()"
        )
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement === document.body")
    assert tab.wrong() == []


@every_view
def test_enter_opens_an_item(opened: Open, address: str, paths: dict[str, str], name: str) -> None:
    """Enter on an item follows its first link, if it has one."""
    tab = opened(address)
    page = tab.open(paths[name], VIEWS[name].status)
    page.keyboard.press("j")
    target = page.evaluate(
        "(document.activeElement.closest('[data-item]') || document.createElement('i')).querySelector('a[href]')?.href"
    )
    if target is None or not target.startswith(address):
        pytest.skip("no item here, or it leads elsewhere")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


@every_view
def test_tab_reaches_the_content(opened: Open, address: str, paths: dict[str, str], name: str) -> None:
    """The first stop is a link that is seen then and skips to the content; from there Tab goes on within it; focus is seen."""
    tab = opened(address)
    page = tab.open(paths[name].partition("#")[0], VIEWS[name].status)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("(one) => one === document.activeElement")
    assert skip.evaluate("(one) => one.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    if page.locator("main").locator("a[href], button, input, [tabindex='0']").count():
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") not in ("none", "")
    assert tab.wrong() == []


def test_tab_alone_reaches_every_view(opened: Open, address: str) -> None:
    """The links to the views come first, in their order, then the search field, then the content."""
    tab = opened(address)
    page = tab.open("/")
    stops = []
    for _ in range(13):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.name"))
    views = ["/pages", "/statements", "/timeline", "/claims", "/disputes", "/comments", "/names", "/map"]
    assert stops[:11] == ["#main", "/", *views, "q"]
    assert page.evaluate("!!document.activeElement.closest('main')")
