"""Somebody who acts, without the accounts room."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Somebody:
    pk: int = 7
    label: str = "Chuyên viên, Sở Công Thương tỉnh Hà Tĩnh"


@dataclass(frozen=True)
class Side:
    code: str = "42"
