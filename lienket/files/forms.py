"""A field for evidence: several files at once, each judged before the deed."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lienket.files import kinds
from lienket.files.actions import clean_name, examine
from lienket.files.refusals import FileRefused


class FilesInput(forms.ClearableFileInput):
    """A file box that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; the cleaned value is a list of uploads, empty where none was chosen.

    Size, name, type and words are judged here, so that the words stand beside the field; `files.actions.store_all`
    then keeps them.
    """

    widget = FilesInput

    def __init__(
        self, *, types: Collection[str] = kinds.EVIDENCE, most: int = 10, most_bytes: int | None = None, **kwargs: Any
    ) -> None:
        self.types, self.most, self.most_bytes = types, most, most_bytes
        kwargs.setdefault("label", _("Files"))
        kwargs.setdefault("help_text", lazy(self._help, str)())
        kwargs.setdefault("max_length", 255)
        super().__init__(**kwargs)

    def _help(self) -> str:
        words = _("Up to %(most)s files: %(types)s; each of at most %(size)s MB.") % {
            "most": self.most,
            "types": kinds.shown(self.types),
            "size": (self.most_bytes or settings.MAX_UPLOAD_BYTES) // 1024 // 1024,
        }
        return str(words)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the file dialog show only what is taken."""
        endings = [f".{ending}" for one in kinds.ENDINGS if one in self.types for ending in kinds.ENDINGS[one]]
        return super().widget_attrs(widget) | {"accept": ",".join(endings)}

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        """Every file judged; each refusal names its file."""
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if not uploads:
            super().clean(None, initial)
            return []
        if len(uploads) > self.most:
            raise ValidationError(
                _("Choose at most %(most)s files at a time; you chose %(found)s."),
                code="too_many",
                params={"most": self.most, "found": len(uploads)},
            )
        problems = [problem for upload in uploads if (problem := self._problem(upload))]
        if problems:
            raise ValidationError(problems)
        return uploads

    def _problem(self, upload: "UploadedFile[Any]") -> ValidationError | None:
        name = clean_name(upload.name or "")
        try:
            examine(upload, name=name, types=self.types, most_bytes=self.most_bytes)
        except FileRefused as refusal:
            return ValidationError(format_lazy("{}: {}", name, refusal.message), code=type(refusal).__name__)
        return None
