"""What a page costs a reader and what it leaves in the browser, measured in Chromium over its
debugging protocol, and the goal of each figure. KB are 1,000 bytes. Any site can be measured."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

# Runs before the page does; the policy has no say in what the debugger puts in.
OBSERVE = """
window.seen = { shift: 0, largest: 0, blocked: 0, refused: [] };
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
    .observe({ type, buffered: true });
watch("layout-shift", (each) => { if (!each.hadRecentInput) window.seen.shift += each.value; });
watch("largest-contentful-paint", (each) => { window.seen.largest = each.startTime; });
watch("longtask", (each) => { window.seen.blocked += Math.max(0, each.duration - 50); });
addEventListener("securitypolicyviolation", (each) => {
    window.seen.refused.push(`${each.effectiveDirective} ${each.blockedURI}`);
});
"""
KEPT = """
async () => localStorage.length + sessionStorage.length
    + (window.caches ? (await caches.keys()).length : 0)
    + (indexedDB.databases ? (await indexedDB.databases()).length : 0)
    + (navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0)
"""


@dataclass(frozen=True)
class Conditions:
    """A line and a processor, as the browser slows them down."""

    name: str
    bits: int  # a second
    latency: int  # milliseconds
    processor: int  # times slower
    limit: int  # milliseconds until the largest text or picture stands


GOOD = Conditions("1.6 Mbit/s, 150 ms, CPU÷4", 1_600_000, 150, 4, 1200)
POOR = Conditions("400 kbit/s, 400 ms, CPU÷6", 400_000, 400, 6, 2500)


@dataclass
class Visit:
    """What one page brought. `kinds` are those of the protocol: Document, Stylesheet, Script, …"""

    url: str
    status: int = 0
    policy: str = ""
    kinds: dict[str, str] = field(default_factory=dict)  # of each request that went out
    sizes: dict[str, float] = field(default_factory=dict)  # bytes on the wire, heads included
    hosts: set[str] = field(default_factory=set)
    cookies: int = 0
    kept: int = 0
    shift: float = 0
    largest: float = 0
    blocked: float = 0
    refused: list[str] = field(default_factory=list)

    def weight(self, kind: str = "") -> int:
        return round(sum(size for each, size in self.sizes.items() if kind in self.kinds[each]))

    def requests(self, kind: str = "") -> int:
        return sum(kind in self.kinds[each] for each in self.sizes)

    @property
    def policy_faults(self) -> int:
        """What the policy allows that it should not, and what it had to stop."""
        is_closed = self.policy.startswith("default-src 'none'")
        loose = sum(word in self.policy for word in ("unsafe-", "nonce-", "'sha", "*", "http"))
        return (not is_closed) + loose + len(self.refused)


@dataclass(frozen=True)
class Goal:
    name: str
    of: Callable[[Visit], float]
    limit: float

    def is_missed(self, visit: Visit) -> bool:
        return self.of(visit) > self.limit


HTML, CSS = "Document", "Stylesheet"
KEEPS = [
    Goal("fonts", lambda v: v.requests("Font"), 0),
    Goal("other hosts", lambda v: len(v.hosts), 0),
    Goal("cookies", lambda v: v.cookies, 0),
    Goal("stored", lambda v: v.kept, 0),
    Goal("CLS", lambda v: round(v.shift, 4), 0),
    Goal("CSP faults", lambda v: v.policy_faults, 0),
]
FIRST = [
    Goal("bytes", Visit.weight, 50_000),
    Goal("requests", Visit.requests, 5),
    Goal("HTML", lambda v: v.weight(HTML), 15_000),
    Goal("CSS", lambda v: v.weight(CSS), 12_000),
    Goal("JS", lambda v: v.weight("Script"), 5_000),
    *KEEPS,
]
SECOND = [Goal("bytes", Visit.weight, 15_000), Goal("requests", Visit.requests, 1), *KEEPS]
HOME = re.compile(r"/\w+/$")
HOME_LIMIT = 60_000  # bytes, as the first view


def goals(path: str, *, is_second: bool = False) -> list[Goal]:
    """The goals of the page at `path`, opened first or after another one."""
    if is_second:
        return SECOND
    if not HOME.match(path):
        return FIRST
    return [replace(each, limit=HOME_LIMIT) if each.name == "bytes" else each for each in FIRST]


def visit(page: Page, url: str, conditions: Conditions | None = None) -> Visit:
    """Opens `url` in `page` until nothing more is loaded. What the context's cache already has
    costs nothing. Raises playwright's Error where the page cannot be had."""
    seen = Visit(url)
    protocol = page.context.new_cdp_session(page)
    listen(protocol, seen)
    if conditions:
        slow_down(protocol, conditions)
    page.add_init_script(OBSERVE)
    response = page.goto(url, wait_until="networkidle", timeout=120_000)
    if response is None:
        raise ValueError(f"{url} is no page")
    seen.status, seen.policy = response.status, response.headers.get("content-security-policy", "")
    noted = painted(page)
    seen.shift, seen.largest = noted["shift"], noted["largest"]
    seen.blocked, seen.refused = noted["blocked"], noted["refused"]
    seen.kept = page.evaluate(KEPT)
    seen.cookies = len(page.context.cookies())
    host = urlsplit(response.url).netloc
    found = {urlsplit(each).netloc for each in seen.kinds.values() if "://" in each}
    seen.hosts = {each for each in found if each and each != host}
    protocol.detach()
    return seen


def painted(page: Page) -> dict[str, Any]:
    """What the page noted, once it has told when its largest part stood, which it does some time
    after the paint. Raises ValueError where it never does: a missing time is not a short one."""
    for _ in range(200):
        noted: dict[str, Any] = page.evaluate("window.seen")
        if noted["largest"]:
            return noted
        page.wait_for_timeout(50)
    raise ValueError(f"{page.url} does not tell when its largest part was painted")


def listen(protocol: Any, seen: Visit) -> None:
    def answered(event: dict[str, Any]) -> None:
        answer = event["response"]
        is_own = not answer.get("fromDiskCache") and not answer["url"].startswith("data:")
        if is_own:
            seen.kinds[event["requestId"]] = event["type"] + " " + answer["url"]

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in seen.kinds:
            seen.sizes[event["requestId"]] = event["encodedDataLength"]

    def cached(event: dict[str, Any]) -> None:
        seen.kinds.pop(event["requestId"], None)

    protocol.on("Network.responseReceived", answered)
    protocol.on("Network.loadingFinished", finished)
    protocol.on("Network.requestServedFromCache", cached)
    protocol.send("Network.enable")


def slow_down(protocol: Any, conditions: Conditions) -> None:
    line = conditions.bits / 8
    protocol.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": conditions.latency,
            "downloadThroughput": line,
            "uploadThroughput": line,
        },
    )
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": conditions.processor})


def fresh(browser: Browser, width: int = 360) -> BrowserContext:
    """A reader who has never been here, with a phone unless told otherwise."""
    return browser.new_context(
        locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": width, "height": 800}
    )
