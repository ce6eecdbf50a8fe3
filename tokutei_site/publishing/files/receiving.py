"""Files on their way in: no more of one is kept than its limit and a bit, so that whoever sends a
film fills neither disk nor memory. What was cut off is refused by its size (keeping.keep)."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

logger = logging.getLogger(__name__)


class BoundedFileHandler(TemporaryFileUploadHandler):
    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> Any:
        if content_length > settings.UPLOAD_LIMIT:
            raise RequestDataTooBig("More than UPLOAD_LIMIT was sent at once.")
        return super().handle_raw_input(input_data, META, content_length, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start > settings.FILE_LIMIT or hasattr(self.file, "failure"):
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as failure:
            logger.exception("A file that was sent could not be written.")
            self.file.failure = failure  # type: ignore[attr-defined]
