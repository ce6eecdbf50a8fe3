"""What the public site shows beside the sample content: texts that are gone, and why."""

from announcements.models import Announcement
from tests.factories import HOUR, NOON, NOTE, edit, make_approver, make_live, seal
from tests.files import attached, keep
from tokutei_site.publishing import desk

WITHDRAWN, SEALED = "gone", "sealed"


def add() -> None:
    """Into a seeded database: an announcement that was withdrawn, with its file, and one whose
    first text was sealed."""
    gone = make_live(slug=WITHDRAWN, **attached(keep("申請書.pdf")))
    desk.withdraw(gone, NOTE, by=make_approver(), now=NOON + HOUR)
    sealed = make_live(slug=SEALED).head
    assert sealed
    edit(sealed, now=NOON, title_ja="新")
    seal(sealed)


def withdrawn_file() -> str:
    """The address of a file that is no longer public, below /files/."""
    content = Announcement.objects.get(slug=WITHDRAWN).publications.earliest("pk").revision.content
    return next(iter(content["attachments"].values()))["file"]
