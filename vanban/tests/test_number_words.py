import pytest

from vanban.finders.number_words import NotANumber, words_value
from vanban.fold import fold


def value(words: str) -> tuple[str, int]:
    found, used = words_value([fold(word) for word in words.split()])
    return format(found, "f").removesuffix(".0"), used


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("hai mươi mốt nghìn rưỡi", "21500"), ("một trăm linh năm", "105"), ("trăm rưỡi", "150"), ("mười lăm", "15"),
        ("hai nghìn không trăm hai mươi tư", "2024"), ("một nghìn không trăm lẻ bảy", "1007"), ("ba vạn tám nghìn", "38000"),
        ("hai nghìn tỷ", "2000000000000"), ("hai triệu ba", "2300000"), ("hăm lăm", "25"), ("hai tá", "24"), ("ba chục", "30"),
        ("chín trăm chín mươi chín ngàn chín trăm chín mươi chín", "999999"), ("một trăm hai", "120"),
    ],
)  # fmt: skip
def test_reads_numbers_in_words(words: str, number: str) -> None:
    assert value(words) == (number, len(words.split()))


def test_a_year_behind_a_number_is_no_digit() -> None:
    assert value("năm mươi năm") == ("50", 2)
    assert value("một trăm năm") == ("100", 2)


def test_other_words_are_refused() -> None:
    with pytest.raises(NotANumber):
        value("triệu phú")
