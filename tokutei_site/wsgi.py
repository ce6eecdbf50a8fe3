import os

from django.core.wsgi import get_wsgi_application

from tokutei_site.front.door import door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tokutei_site.settings")
application = door(get_wsgi_application())
