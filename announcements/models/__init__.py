from .announcements import Announcement as Announcement
from .announcements import KeyDate as KeyDate
from .categories import CategorisedEntry as CategorisedEntry
from .categories import Category as Category
from .faq import Faq as Faq
from .faq import RelatedAnnouncement as RelatedAnnouncement
