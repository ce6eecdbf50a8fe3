from .banners import Banner
from .offices import Closure, Hours, Office

__all__ = ["Banner", "Closure", "Hours", "Office"]
