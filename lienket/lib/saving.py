"""Saving with the rules asked first, so that a deed refuses in words instead of failing in the database."""

from collections.abc import Callable, Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.lib.citations import Cited
from lienket.lib.refusals import DeedRefused
from lienket.lib.secret_stamp import find_stamp
from lienket.lib.text import clean

_SECRET = _(
    "This text carries a secrecy mark (MẬT, TỐI MẬT or TUYỆT MẬT) and was not stored. State secrets may never enter this system: "
    "take the secret part out, and tell your side's security officer."
)


class Incomplete(DeedRefused):
    """What was handed in breaks a rule of the record. `fields` pairs each field with its sentence, for the form.

    A rule that spans fields stands under "__all__", where a Django form expects it too.
    """

    status = 422

    def __init__(self, fields: Mapping[str, object]) -> None:
        self.fields = {name: str(sentence) for name, sentence in fields.items()}
        super().__init__(" ".join(self.fields.values()))


def save_clean(thing: models.Model, *, only: Collection[str] | None = None, rules_asked: bool = False) -> None:
    """Clean the texts of `thing` (NFC, no control marks, no outer space), ask its fields and constraints, then save.

    With `only`, an existing row's other columns are left as they are; rules that span columns are still asked, unless the deed
    has asked them itself (`rules_asked`): Django asks the database each of them, which checks them once more when it saves.
    Raises Incomplete with one sentence per field, also for a text that carries a state-secret stamp.
    """
    problems: dict[str, object] = {}
    looked_at = [f for f in thing._meta.concrete_fields if only is None or f.name in only]
    for field in looked_at:
        value = getattr(thing, field.attname)
        if isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
            setattr(thing, field.attname, clean(value).strip())
            if find_stamp(value):
                problems[field.name] = _SECRET
    if isinstance(thing, Cited) and any(f.name == "citations" for f in looked_at):
        # Words typed from a paper in the hand; those of a stored document passed its own guard when it came in.
        typed = (text for one in thing.citations if "document" not in one for text in one.values())
        if any(isinstance(text, str) and find_stamp(text) for text in typed):
            problems["citations"] = _SECRET
    # Relations are handed in as objects; asking the database whether they exist would cost a query each.
    asked = {f.name for f in looked_at if not f.is_relation}
    exclude = {f.name for f in thing._meta.concrete_fields} - asked
    questions: list[Callable[[], None]] = [
        lambda: thing.clean_fields(exclude=exclude),
        thing.clean,
    ]
    if not rules_asked:
        questions.append(thing.validate_constraints)
    for question in questions:
        try:
            question()
        except ValidationError as error:
            said = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
            problems |= {name: " ".join(sentences) for name, sentences in said.items() if name not in problems}
    if problems:
        raise Incomplete(problems)
    thing.save(update_fields=list(only) if only is not None else None)
