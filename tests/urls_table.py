"""Every address of the site, and what each role gets there. An address without a row fails
test_url_table.py: whoever adds one declares who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import LocalePrefixPattern, URLResolver

ROLES = ("anonymous", "deactivated", "no_staff", "writer", "approver", "administrator")
Statuses = tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """`route` as the resolver spells it, `L` for the language. `path` is an example below it;
    in `path` and `form` {names} are filled in by the test. `state` is where the entry stands."""

    route: str
    path: str = ""
    get: Statuses | None = None
    post: Statuses | None = None
    state: str = "draft"
    form: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path or self.route} [{self.state}]"


def routes(resolver: Any, prefix: str = "") -> Iterator[str]:
    """Every route below a resolver, its language prefix as `L/`."""
    for each in resolver.url_patterns:
        is_language = isinstance(each.pattern, LocalePrefixPattern)
        route = prefix + ("L/" if is_language else str(each.pattern))
        if isinstance(each, URLResolver):
            yield from routes(each, route)
        else:
            yield route


def everyone(status: int) -> Statuses:
    return (status,) * len(ROLES)


def staff(writer: int, approver: int, administrator: int) -> Statuses:
    """Strangers are asked to sign in; an account without the desk is told so."""
    return (302, 302, 403, writer, approver, administrator)


READERS = staff(200, 200, 200)  # a page of the desk that every role may read
WRITERS = staff(200, 200, 403)
APPROVERS = staff(403, 200, 403)
ADMINISTRATORS = staff(403, 403, 200)
WRITERS_GO_ON = staff(302, 302, 403)
SEALERS = staff(403, 200, 200)
CLOSING = staff(403, 302, 302)
CLOSED = staff(403, 302, 403)
NO_ROW = staff(403, 404, 404)
NEVER = staff(405, 405, 405)
DONE = staff(302, 302, 302)
NO_PAGE = staff(404, 404, 404)
WRITE_STEP = staff(302, 302, 403)


def public() -> list[Row]:
    """Public pages know no user."""
    detail, past = "L/announcements/<slug:slug>/", "L/announcements/<slug:slug>/history/"
    by_state = (("draft", 404), ("scheduled", 404), ("live", 200), ("withdrawn", 410))
    sealed = {"": 410, "history/": 200, "history/1/": 410, "history/9/": 404}
    routes = {"": detail, "history/": past}
    rows = [
        *(
            Row(
                routes.get(end, f"{past}<int:number>/"),
                f"{language}/announcements/{{slug}}/{end}",
                get=everyone(status),
                state="sealed",
            )
            for end, status in sealed.items()
            for language in ("ja", "en")
        ),
        Row("", "", get=everyone(302)),
        Row("favicon.ico", get=everyone(301), post=everyone(405)),
        Row("L/", "ja/", get=everyone(200)),
        Row("L/", "en/", get=everyone(200), state="live"),
        *(
            Row(f"L/{name}/", f"{language}/{name}/", get=everyone(200))
            for name in ("accessibility", "privacy")
            for language in ("ja", "en")
        ),
        Row("L/announcements/", "ja/announcements/", get=everyone(200)),
        Row("L/announcements/", "en/announcements/", get=everyone(200), state="live"),
    ]
    for state, status in by_state:
        for language in ("ja", "en"):
            page = f"{language}/announcements/{{slug}}/"
            number = f"{past}<int:number>/"
            rows += [
                Row(detail, page, get=everyone(status), state=state),
                Row(past, f"{page}history/", get=everyone(status), state=state),
                Row(number, f"{page}history/1/", get=everyone(status), state=state),
                Row(
                    number,
                    f"{page}history/9/",
                    get=everyone(410 if status == 410 else 404),
                    state=state,
                ),
            ]
    for state, status in by_state:
        only_read = everyone(405)
        rows += [
            Row(
                "files/<slug:sha256>/<str:name>", "files/{file}", everyone(status), only_read, state
            ),
            Row(
                "files/<slug:sha256>/<str:name>",
                "files/{sha256}/other.pdf",
                get=everyone(301 if status == 200 else status),
                state=state,
            ),
        ]
    return rows


def in_easy_words() -> list[Row]:
    """Pages in やさしい日本語, which are Japanese: from other languages one is led there."""
    by_state = {"draft": 404, "scheduled": 404, "live": 200, "withdrawn": 410, "sealed": 410}
    rows = [
        Row(
            f"L/{part}/<slug:slug>/easy/",
            f"{language}/{part}/{{slug}}/easy/",
            get=everyone(301 if (language, status) == ("en", 200) else status),
            state=state,
        )
        for part in ("announcements", "faq", "check")
        for state, status in by_state.items()
        for language in ("ja", "en")
    ]
    code = Row("L/faq/<slug:slug>/easy/", "ja/faq/faq-001/easy/", get=everyone(301), state="live")
    return [*rows, code]


def office_words() -> list[Row]:
    """Every role keeps the list of words to explain."""
    at = "admin/publishing/officeword/"
    return [
        Row(at, get=READERS),
        Row(f"{at}add/", get=READERS, post=READERS),
        Row(
            f"{at}<path:object_id>/change/",
            f"{at}{{publishing/officeword}}/change/",
            get=READERS,
            post=READERS,
        ),
    ]


def search() -> list[Row]:
    """The public search, and the desk of what it treats as one, which every role keeps."""
    at, its = "admin/front/synonym/", "admin/front/synonym/{front/synonym}/"
    one = f"{at}<path:object_id>/"
    return [
        Row("L/search/", "ja/search/", get=everyone(200), post=everyone(405)),
        Row("L/search/", "en/search/?q=card", get=everyone(200), state="live"),
        Row(at, get=READERS),
        Row(f"{at}add/", get=READERS, post=READERS),
        Row(f"{one}change/", f"{its}change/", get=READERS, post=READERS),
        Row(f"{one}delete/", f"{its}delete/", get=READERS, post=DONE, form={"post": "yes"}),
    ]


def faq() -> list[Row]:
    """The public FAQ; every code is in capitals."""
    by_state = {"draft": 404, "scheduled": 404, "live": 200, "withdrawn": 410, "sealed": 410}
    rows = [
        Row("L/faq/<slug:slug>/", f"{language}/faq/{{slug}}/", get=everyone(status), state=state)
        for state, status in by_state.items()
        for language in ("ja", "en")
    ]
    return [
        *rows,
        Row("L/faq/<slug:slug>/", "ja/faq/faq-001/", get=everyone(301), state="live"),
        Row("L/faq/<slug:slug>/", "ja/faq/FAQ-999/", get=everyone(404)),
        Row("L/faq/", "ja/faq/", get=everyone(200)),
        Row("L/faq/", "en/faq/?category=none", get=everyone(404), state="live"),
    ]


def following() -> list[Row]:
    """Feeds, calendars and what search engines read; nobody sends anything here."""
    detail = "L/announcements/<slug:slug>/dates.ics"
    by_state = {"draft": 404, "scheduled": 404, "live": 200, "withdrawn": 410, "sealed": 410}
    only_read = everyone(405)
    return [
        *(
            Row(
                detail,
                f"{language}/announcements/{{slug}}/dates.ics",
                everyone(status),
                only_read,
                state,
            )
            for state, status in by_state.items()
            for language in ("ja", "en")
        ),
        *(
            Row(f"L/{name}", f"{language}/{name}", everyone(200), only_read, state)
            for name in ("feed.atom", "dates.ics")
            for language, state in (("ja", "draft"), ("en", "live"))
        ),
        Row("sitemap.xml", "", everyone(200), only_read, "live"),
        Row("robots.txt", "", everyone(200), only_read),
    ]


def check() -> list[Row]:
    """The public questionnaire."""
    by_state = {"draft": 404, "scheduled": 404, "live": 200, "withdrawn": 410, "sealed": 410}
    rows = [
        Row(
            "L/check/<slug:slug>/", f"{language}/check/{{slug}}/", get=everyone(status), state=state
        )
        for state, status in by_state.items()
        for language in ("ja", "en")
    ]
    return [
        *rows,
        Row("L/check/<slug:slug>/", "ja/check/none/", get=everyone(404)),
        Row("L/check/", "ja/check/", get=everyone(200)),
        Row("L/check/", "en/check/", get=everyone(200), state="live"),
    ]


def faq_desk() -> list[Row]:
    at = "admin/announcements/faq/"
    return [
        Row(f"{at}order/", get=WRITERS, post=WRITERS_GO_ON),
        Row(f"{at}order/", f"{at}order/?category=none", get=staff(404, 404, 403)),
        Row(f"{at}together/", f"{at}together/?entry={{announcements/faq}}", get=READERS),
        Row(f"{at}together/", post=WRITERS, form={"step": "submit"}),
        Row(f"{at}together/", post=APPROVERS, form={"step": "approve"}),
        Row(f"{at}together/", post=NO_PAGE, form={"step": "undo"}),
        Row(f"{at}transfers/", get=READERS),
        Row(f"{at}export/", get=READERS, post=READERS, form={"format": "csv"}),
        Row(f"{at}import/", get=WRITERS, post=WRITERS),
        # Somebody else's file, or none: back to the beginning, with a word.
        Row(f"{at}import/<slug:key>/", f"{at}import/x/", get=WRITERS_GO_ON, post=WRITERS_GO_ON),
        Row(f"{at}batch/<int:pk>/", f"{at}batch/{{batch}}/", get=READERS),
        Row(f"{at}batch/<int:pk>/", f"{at}batch/{{batch}}/", post=WRITERS, form={"step": "undo"}),
        Row(f"{at}batch/<int:pk>/", f"{at}batch/999999/", get=NO_PAGE, post=NO_PAGE),
        Row(
            f"{at}<int:pk>/version/<int:number>/view/<str:language>/",
            f"{at}{{announcements/faq}}/version/1/view/easy/",
            get=READERS,
        ),
        Row(
            f"{at}<int:pk>/preview/<str:language>/",
            f"{at}{{announcements/faq}}/preview/easy/",
            post=staff(422, 422, 403),
        ),
        Row(
            f"{at}<int:pk>/translation/<str:language>/",
            f"{at}{{announcements/faq}}/translation/easy/",
            get=READERS,
            post=staff(404, 404, 403),
        ),
    ]


def entrance() -> list[Row]:
    login = (200, 200, 302, 302, 302, 302)
    return [
        Row("admin/login/", get=login, post=login),
        Row("admin/logout/", get=everyone(405), post=everyone(302)),
        Row("admin/invitation/<uidb64>/<token>/", "admin/invitation/MQ/x/", get=everyone(200)),
        Row("admin/", get=READERS),
        Row("admin/files/<slug:sha256>/<str:name>", "admin/files/{file}", get=READERS, post=NEVER),
        Row("admin/site/", get=READERS, post=NEVER),
        Row("admin/language/", get=NEVER, post=staff(404, 404, 404)),
        Row("admin/language/", post=DONE, form={"language": "ja"}),
        Row("admin/password_change/", get=READERS, post=READERS),
        Row("admin/password_change/done/", get=READERS),
        Row("admin/jsi18n/", get=READERS),
        Row("admin/(?P<url>.*)$", "admin/no/such/page/", get=staff(404, 404, 404)),
        *(Row(APPS, f"admin/{app}/", get=seen) for app, seen in APP_PAGES.items()),
    ]


APPS = "admin/^(?P<app_label>front|publishing|eligibility|announcements|office|staff)/$"
APP_PAGES = {
    "announcements": READERS,
    "eligibility": READERS,
    "front": READERS,
    "office": READERS,
    "publishing": READERS,
    "staff": staff(404, 404, 200),
}


SEAL, LOOKED = {"request": "{request}"}, {"has_looked": "on"}


PREVIEWED = {
    "announcements/announcement": "body",
    "announcements/faq": "answer",
    "eligibility/guide": "summary",
    "office/banner": "body",
    "office/office": "note",
}


def desk(kind: str) -> list[Row]:
    """The desk of one kind of entry."""
    at = f"admin/{kind}/"
    one, its = f"{at}<int:pk>/", f"{at}{{{kind}}}/"
    change = Row(f"{at}<path:object_id>/change/", f"{its}change/", get=READERS, post=WRITERS)
    rows = [
        Row(at, get=READERS),
        Row(f"{at}add/", get=WRITERS, post=WRITERS),
        change,
        # For a script: who may not see the answer gets a sentence.
        Row(
            f"{at}preview/",
            get=everyone(405),
            post=(401, 401, 403, 200, 200, 403),
            form={"text": PREVIEWED[kind]},
        ),
        Row(
            f"{at}preview/<str:language>/",
            f"{at}preview/ja/",
            get=NEVER,
            post=staff(422, 422, 403),
        ),
        Row(
            f"{one}preview/<str:language>/",
            f"{its}preview/en/",
            get=NEVER,
            post=staff(422, 422, 403),
        ),
        Row(f"{one}preview/<str:language>/", f"{its}preview/fr/", get=staff(404, 404, 404)),
        Row(f"{one}history/", f"{its}history/", get=READERS),
        *translation(f"{one}translation/<str:language>/", its),
        Row(f"{one}review/", f"{its}review/", get=READERS),
        Row(f"{one}version/<int:number>/", f"{its}version/1/", get=READERS),
        Row(f"{one}version/<int:number>/sheet/", f"{its}version/1/sheet/", get=READERS),
        Row(
            f"{one}version/<int:number>/sheet/", f"{its}version/9/sheet/", get=staff(404, 404, 404)
        ),
        Row(f"{one}version/<int:number>/", f"{its}version/9/", get=staff(404, 404, 404)),
        Row(
            f"{one}version/<int:number>/view/<str:language>/",
            f"{its}version/1/view/ja/",
            get=READERS,
        ),
    ]
    for state in ("draft", "live", "asked"):
        rows.append(
            Row(
                f"{one}seal/",
                f"{its}seal/",
                get=SEALERS,
                post=SEALERS,
                state=state,
                form=SEAL if state == "asked" else {},
            )
        )
    rows += [
        Row(f"{one}seal/", f"{its}seal/", post=CLOSING, state="asked", form=SEAL | {"drop": "1"}),
        Row(f"{one}seal/", f"{its}seal/", post=CLOSING, state="asked", form=SEAL | LOOKED),
        Row(f"{one}seal/", f"{its}seal/", post=CLOSING, state="sealed", form=SEAL | LOOKED),
        Row(f"{one}seal/", f"{its}seal/", post=CLOSING, state="sealed", form={"erase": "1"}),
        Row(f"{one}seal/", f"{its}seal/", post=NO_ROW, state="draft", form={"request": "x"}),
        Row(f"{one}version/<int:number>/", f"{its}version/1/", get=READERS, state="sealed"),
        Row(
            f"{one}version/<int:number>/view/<str:language>/",
            f"{its}version/1/view/ja/",
            get=DONE,
            state="sealed",
        ),
        Row(
            f"{one}publish/<int:number>/",
            f"{its}publish/1/",
            get=CLOSED,
            post=CLOSED,
            state="sealed",
        ),
    ]
    rows += [
        Row(f"{one}discard/", f"{its}discard/", get=WRITERS, post=WRITERS),
        Row(
            f"{one}discard/",
            f"{its}discard/",
            get=WRITERS_GO_ON,
            post=WRITERS_GO_ON,
            state="live",
        ),
    ]
    for state in ("draft", "live", "withdrawn"):
        rows += [
            Row(
                f"{one}publish/<int:number>/",
                f"{its}publish/1/",
                get=APPROVERS,
                post=APPROVERS,
                state=state,
            ),
            Row(f"{one}withdraw/", f"{its}withdraw/", get=APPROVERS, post=APPROVERS, state=state),
            *steps(f"{one}do/<str:verb>/", its, state),
        ]
    return rows


def guide_desk() -> list[Row]:
    """The pages of the questionnaire's parts. The guide of the factories has a step q1 with a
    choice q1a, a shared paragraph and a case."""
    at = "admin/eligibility/guide/"
    one, its = f"{at}<int:pk>/", f"{at}{{eligibility/guide}}/"
    step, block, case = "steps/<slug:key>/", "paragraphs/<slug:key>/", "cases/<slug:key>/"
    remove, insert = f"{one}{step}remove/", f"{one}choices/<slug:key>/insert/"
    answers = {"name": "永住者", "answer0": "q1c", "outcome": "r2"}
    return [
        Row(f"{one}steps/", f"{its}steps/", get=READERS),
        Row(f"{one}chart/", f"{its}chart/", get=READERS),
        *(
            Row(
                f"{one}steps/new/<str:kind>/",
                f"{its}steps/new/{kind}/",
                get=WRITERS,
                post=WRITE_STEP,
                form={"kind": kind},
            )
            for kind in ("question", "outcome")
        ),
        Row(f"{one}steps/new/<str:kind>/", f"{its}steps/new/x/", get=NO_PAGE, post=NO_PAGE),
        Row(f"{one}{step}", f"{its}steps/q1/", get=READERS, post=WRITERS),
        Row(f"{one}{step}", f"{its}steps/q1/", post=WRITE_STEP, form={"kind": "question"}),
        Row(f"{one}{step}", f"{its}steps/q9/", get=NO_PAGE, post=staff(404, 404, 403)),
        Row(remove, f"{its}steps/q1/remove/", get=WRITERS, post=WRITERS),
        Row(remove, f"{its}steps/q1/remove/", post=WRITE_STEP, form={"instead": "q2"}),
        Row(remove, f"{its}steps/q9/remove/", get=staff(404, 404, 403)),
        Row(
            insert,
            f"{its}choices/q1a/insert/",
            get=WRITERS,
            post=WRITE_STEP,
            form={"of_cases": "later"},
        ),
        Row(insert, f"{its}choices/x/insert/", get=staff(404, 404, 403)),
        Row(f"{one}paragraphs/", f"{its}paragraphs/", get=READERS),
        Row(f"{one}paragraphs/new/", f"{its}paragraphs/new/", get=WRITERS, post=WRITE_STEP),
        Row(f"{one}{block}", f"{its}paragraphs/child/", get=READERS, post=WRITE_STEP),
        Row(f"{one}{block}", f"{its}paragraphs/x/", get=NO_PAGE, post=staff(404, 404, 403)),
        Row(f"{one}cases/", f"{its}cases/", get=READERS, post=WRITE_STEP),
        Row(f"{one}cases/new/", f"{its}cases/new/", get=WRITERS, post=WRITERS),
        Row(f"{one}cases/new/", f"{its}cases/new/", post=WRITE_STEP, form=answers),
        Row(f"{one}{case}", f"{its}cases/k1/", get=READERS, post=WRITERS),
        Row(f"{one}{case}", f"{its}cases/x/", get=NO_PAGE, post=staff(404, 404, 403)),
    ]


def translation(route: str, its: str) -> list[Row]:
    nowhere = staff(404, 404, 404)
    return [
        Row(route, f"{its}translation/en/", get=READERS, post=staff(404, 404, 403)),
        Row(route, f"{its}translation/en/", post=WRITERS_GO_ON, form={"base": "1"}),
        Row(route, f"{its}translation/ja/", get=nowhere, post=nowhere),  # the source itself
        Row(route, f"{its}translation/fr/", get=nowhere),
    ]


def steps(route: str, its: str, state: str) -> list[Row]:
    """The verbs by hand, without a comment: done or refused with a message, or not allowed."""
    writing, approving = staff(302, 302, 403), staff(403, 302, 403)
    verbs = {
        "submit": writing,
        "adopt": writing,
        "restore": writing,
        "approve": approving,
        # what was approved may be returned; the comment is then asked for at its field
        "return": approving if state == "draft" else staff(403, 200, 403),
        "check": approving,
        "acknowledge": staff(200, 200, 403),  # the reason is asked for at its field
    }
    rows = [
        Row(route, f"{its}do/{verb}/", get=NEVER, post=post, state=state)
        for verb, post in verbs.items()
    ]
    cancel = {"publication": "{publication}"}
    if state != "draft":
        rows.append(Row(route, f"{its}do/cancel/", post=approving, state=state, form=cancel))
    no_row = staff(404, 404, 404)
    return [
        *rows,
        Row(route, f"{its}do/cancel/", post=no_row, state=state),
        Row(route, f"{its}do/delete/", get=no_row, post=no_row, state=state),
    ]


def plain(name: str) -> list[Row]:
    """A table of the administrators, in the stock forms."""
    at = f"admin/{name}/"
    return [
        Row(at, get=ADMINISTRATORS),
        Row(f"{at}add/", get=ADMINISTRATORS, post=ADMINISTRATORS),
        Row(
            f"{at}<path:object_id>/change/",
            f"{at}{{{name}}}/change/",
            get=ADMINISTRATORS,
            post=ADMINISTRATORS,
        ),
    ]


def sources() -> list[Row]:
    """Every role reads sources and records checks; only administrators edit them."""
    at, its = "admin/publishing/source/", "admin/publishing/source/{publishing/source}/"
    one = f"{at}<int:pk>/"
    no_row = staff(404, 404, 404)
    changed = {"kind": "live", "note": "受付の時間が変わった"}
    return [
        Row(at, get=READERS),
        Row(f"{at}find/", get=READERS),
        Row(f"{at}add/", get=ADMINISTRATORS, post=ADMINISTRATORS),
        Row(f"{at}<path:object_id>/change/", f"{its}change/", get=READERS, post=ADMINISTRATORS),
        Row(f"{one}overview/", f"{its}overview/", get=READERS),
        Row(f"{one}overview/", f"{at}999999/overview/", get=no_row),
        Row(f"{one}check/<str:outcome>/", f"{its}check/unchanged/", get=NEVER, post=DONE),
        Row(f"{one}check/<str:outcome>/", f"{its}check/changed/", post=READERS),
        Row(f"{one}check/<str:outcome>/", f"{its}check/changed/", post=DONE, form=changed),
        Row(f"{one}check/<str:outcome>/", f"{its}check/none/", get=no_row, post=no_row),
        Row(f"{one}keep/", f"{its}keep/", get=NEVER, post=no_row),
        Row(f"{one}keep/", f"{its}keep/", post=WRITE_STEP, form={"change": "{change}"}),
    ]


TABLE = [
    *public(),
    *entrance(),
    *faq(),
    *following(),
    *in_easy_words(),
    *office_words(),
    *search(),
    *check(),
    *desk("announcements/announcement"),
    Row("admin/announcements/announcement/find/", get=READERS),
    *desk("announcements/faq"),
    *faq_desk(),
    *desk("eligibility/guide"),
    *guide_desk(),
    *desk("office/office"),
    *desk("office/banner"),
    *sources(),
    *plain("announcements/category"),
    *plain("staff/section"),
    *plain("staff/user"),
    Row(
        "admin/staff/user/<id>/password/",
        "admin/staff/user/{staff/user}/password/",
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
    ),
]

# What Django's admin would open beside these: each is gone.
SIDE_DOORS = [
    "admin/autocomplete/",
    "admin/r/1/1/",
    "admin/auth/group/",
    "admin/account/emailaddress/",
    "admin/announcements/announcement/{announcements/announcement}/delete/",
    "admin/publishing/source/{publishing/source}/delete/",
    "admin/publishing/source/{publishing/source}/history/",
    "admin/staff/user/{staff/user}/delete/",
    "admin/staff/user/{staff/user}/history/",
]
