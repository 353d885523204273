"""What a remark's words become at the door, and on the page. The deeds are tested with their subjects, in pages/tests/talk."""

import pytest

from lienket.accounts.models import Officer
from lienket.comments.words import addresses, shown, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200b\u200b\ufeff", ""),
        (" \u2060\u202e\n", ""),
        ("\u200d", ""),
        ("a\u200bb\u00ad", "ab"),
        ("đo\u202etxt.exe", "đotxt.exe"),
        ("Tiê\u0301n", "Tiến"),
        ("a" + "\u0301\u0302\u0303\u0304\u0305" * 40, None),
        ("một\n\n\n\n\nhai", "một\n\nhai"),
    ],
)
def test_what_cannot_be_seen_is_not_kept(typed, kept):
    assert tidy(typed) == kept if kept is not None else len(tidy(typed)) < 8


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nhờ @a.b@so-ct.hanoi.gov.vn.", ["a.b@so-ct.hanoi.gov.vn"]),
        ("@A@B.vn, @a@b.vn", ["a@b.vn"]),
        ("thư gửi a@b.vn", []),
        ("x@@a@b.vn", []),
        ("@a", []),
    ],
)
def test_addresses(text, found):
    assert addresses(text) == found


def test_a_name_that_is_a_script_is_only_a_name():
    officer = Officer(email="a@b.vn", full_name="<img src=x>")
    said = shown("<b>@a@b.vn</b>\n\"' &", [officer])
    assert said == '&lt;b&gt;<span class="mention">@&lt;img src=x&gt;</span>&lt;/b&gt;<br>&quot;&#x27; &amp;'
