from .announcements import Announcement as Announcement
from .announcements import KeyDate as KeyDate
from .categories import CategorisedEntry as CategorisedEntry
from .categories import Category as Category
