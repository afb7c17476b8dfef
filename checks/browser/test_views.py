"""Every view in a browser: quiet, accessible, on a phone, on paper, without JavaScript."""

from __future__ import annotations

import pytest
from checks.browser.axe import broken
from checks.browser.conftest import Open
from checks.browser.views import VIEWS

PHONE = {"width": 390, "height": 844}
every_view = pytest.mark.parametrize("name", VIEWS)


@every_view
def test_views_are_quiet_and_accessible(opened: Open, address: str, paths: dict[str, str], name: str) -> None:
    """No error, no violation of the policy, no request elsewhere; axe-core finds nothing serious, in light and dark."""
    tab, view = opened(address), VIEWS[name]
    page = tab.open(paths[name], view.status)
    assert view.words in page.inner_text("body")
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        assert broken(tab) == [], colours
    assert tab.wrong() == []


@every_view
def test_views_fit_a_phone(opened: Open, address: str, paths: dict[str, str], name: str) -> None:
    """At 390 pixels nothing makes the page scroll sideways, and what is touched is large enough or far enough from the next."""
    tab = opened(address, viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)
    page = tab.open(paths[name], VIEWS[name].status)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"], page.evaluate(WIDE)
    assert broken(tab, "target-size") == []
    assert tab.wrong() == []


@every_view
def test_views_need_no_javascript(opened: Open, address: str, paths: dict[str, str], name: str) -> None:
    """Without it a view has the same words and the same links."""
    seen = []
    for on in (True, False):
        tab = opened(address, java_script_enabled=on)
        page = tab.open(paths[name], VIEWS[name].status)
        links = page.locator("main a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
        seen.append((page.inner_text("main"), links))
        assert tab.wrong() == []
    assert seen[0] == seen[1]
    assert VIEWS[name].words in seen[1][0]


@every_view
def test_views_print(opened: Open, address: str, paths: dict[str, str], name: str) -> None:
    """On paper the words of a view stand, without what is only of use on a screen, and nothing is cut off."""
    tab = opened(address, viewport={"width": 760, "height": 1075})
    page = tab.open(paths[name], VIEWS[name].status)
    page.emulate_media(media="print")
    assert VIEWS[name].words in page.inner_text("main")
    assert not page.locator("nav[aria-label=Views], .skip, .quick, .turn").filter(visible=True).count()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 760, page.evaluate(WIDE)
    assert page.evaluate(CUT) == []


WIDE = """[...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 200)).slice(0, 5)"""
CUT = """[...document.querySelectorAll('main *')]
  .filter((one) => getComputedStyle(one).overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 2
    && !one.matches('.hidden, svg, svg *, details *'))
  .map((one) => one.outerHTML.slice(0, 200))"""
