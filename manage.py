#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tokutei_site.settings")
    # A name in bytes that are no text is printed in codes instead of ending the command.
    if sys.stdout:
        sys.stdout.reconfigure(errors="backslashreplace")
    execute_from_command_line(sys.argv)
