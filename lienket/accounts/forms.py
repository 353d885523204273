"""Forms of accounts: signing in, passwords, one's own settings, and an administrator's work on officers."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.forms import DayField, Form
from lienket.lib.text import clean, searchable
from lienket.localities.choosing import AgencyTypeField
from lienket.localities.models import Locality

from .models import Appointment, Officer, Role


def _password(label: Any, *, new: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password" if new else "current-password"}),
    )


class SignInForm(AuthenticationForm):
    """Work mail address and password. One sentence for every failure, so that nobody learns which addresses exist."""

    username = forms.CharField(
        label=_("Work mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username", "autofocus": True}),
    )
    password = _password(_("Password"), new=False)
    error_messages = {
        "invalid_login": _(
            "Address and password do not fit together. Check both; after five wrong attempts sign-in is locked for a while."
        ),
        "inactive": _(
            "Address and password do not fit together. Check both; after five wrong attempts sign-in is locked for a while."
        ),
    }

    def clean_username(self) -> str:
        """As addresses are kept, so that attempts are counted for the account and not for each way of writing it."""
        return clean(self.cleaned_data["username"]).strip().lower()


class AddressForm(Form):
    """Where to send the link for a new password."""

    email = forms.EmailField(
        label=_("Work mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "username"})
    )


class NewPasswordForm(Form):
    """A new password, typed twice."""

    password = _password(_("New password"), new=True)
    password_again = _password(_("New password, once more"), new=True)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.fields["password"].help_text = _(
            "At least 10 characters; not only digits, not a common password, and unlike your name and address."
        )

    def clean_password(self) -> str:
        """Django's rules, said beside the field."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.officer)
        return password

    def clean_password_again(self) -> str:
        """The same once more."""
        again: str = self.cleaned_data["password_again"]
        if (first := self.cleaned_data.get("password")) is not None and first != again:
            raise ValidationError(_("The two passwords differ. Type the same one twice."))
        return again


class OwnPasswordForm(NewPasswordForm):
    """Changing one's own password."""

    present_password = _password(_("Present password"), new=False)
    field_order = ["present_password", "password", "password_again"]


class OwnSettingsForm(Form):
    """What an officer says about oneself."""

    full_name = forms.CharField(label=_("Full name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For mails, and for pages when you sign in."),
    )


class AppointmentForm(Form):
    """A role in an agency from a day on. Any agency the side has can be chosen, whether or not a paper has named it yet."""

    agency = AgencyTypeField(label=_("Agency"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *Role.choices])
    title = forms.CharField(
        label=_("Office held"), max_length=120, required=False, help_text=_("As on paper, for example “Chuyên viên”.")
    )

    def __init__(self, *args: Any, side: Locality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        assert isinstance(agency, AgencyTypeField)  # noqa: S101 - for the type checker: it stands above
        agency.offer(side, clock.today(), empty=_("Choose an agency"))


class AppointForm(AppointmentForm):
    """One more role."""

    since = DayField(label=_("First day"), help_text=_("The rights of this role begin with this day."))


class MoveForm(AppointmentForm):
    """To another role or agency."""

    on = DayField(label=_("First day"), help_text=_("First day in the new role; the old one ends the day before."))


class EndForm(Form):
    """When a role ends."""

    last_day = DayField(label=_("Last day"), help_text=_("The rights of this role end with this day."))

    def clean_last_day(self) -> dt.date:
        """Rights that were used cannot be taken back for the past."""
        day: dt.date = self.cleaned_data["last_day"]
        if day < clock.today():
            raise ValidationError(_("Choose today or a later day. To end all rights at once, deactivate the officer."))
        return day


class InviteForm(AppointmentForm):
    """Somebody new."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    email = forms.EmailField(
        label=_("Work mail address"),
        max_length=254,
        help_text=_("The invitation goes there; it is also the name to sign in with."),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)
    field_order = ["full_name", "email", "agency", "role", "title", "language"]


class PeopleFilter(Form):
    """Which officers of the side to show."""

    q = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])
    standing = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[
            ("", _("All accounts")),
            ("active", _("Active")),
            ("invited", _("Invited")),
            ("deactivated", _("Deactivated")),
        ],
    )

    def matches(self, officer: Officer, held: list[Appointment]) -> bool:
        """Whether the officer, who holds these roles, is among those asked for; words are compared without case and marks."""
        wanted = self.cleaned_data if self.is_valid() else {}
        words = searchable(wanted.get("q", "")).split()
        name, address = f" {searchable(officer.full_name)}", searchable(officer.email)
        return (
            all(f" {word}" in name or word in address for word in words)
            and wanted.get("standing", "") in ("", officer.standing)
            and (not wanted.get("role") or any(one.role == wanted["role"] for one in held))
        )
