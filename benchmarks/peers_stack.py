"""The stack a user would build from libraries: named entities sentence by sentence, a search for dates, a parser of quantities.

Runs in an environment of its own, with its own packages and the standard library only. Reads {"texts": […], "timed": […]} from standard input;
prints {"parts": {name: null or why it is missing}, "seconds": {name: processor seconds over the timed texts}, "answers": […]}.
Every answer is of one text: "entities" (start, end, words, PER, LOC or ORG), "dates" (start, end, day), "quantities" (start, end, value, unit,
entity). The spans of the two that give none are found by looking for their words behind the one before.
"""

import contextlib
import io
import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

warnings.simplefilter("ignore")
_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…]+(?=\s|$)|[.!?…](?=\S)[^\n.!?…]*)*")

Found = list[list[Any]]
Part = Callable[[str], Found]


def entities() -> Part:
    """underthesea: word by word with B- and I- tags, in each sentence."""
    from underthesea import ner

    def find(text: str) -> Found:
        found: Found = []
        for sentence in _SENTENCE.finditer(text):
            at = sentence.start()
            for word, _pos, _chunk, tag in ner(sentence.group()):
                start = text.find(word, at, sentence.end())
                if start < 0:
                    continue
                at = start + len(word)
                if tag.startswith("I-") and found and text[found[-1][1] : start].strip() == "":
                    found[-1][1], found[-1][2] = at, text[found[-1][0] : at]
                elif tag != "O":
                    found.append([start, at, word, tag[2:]])
        return found

    return find


def dates() -> Part:
    """dateparser: words and a moment, no spans."""
    from dateparser.search import search_dates

    def find(text: str) -> Found:
        found, at = [], 0
        for words, moment in search_dates(text, languages=["vi"]) or ():
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append([start, at, moment.date().isoformat()])
        return found

    return find


def quantities() -> Part:
    """quantulum3: made for English; figures and signs are the same in every language."""
    from quantulum3 import parser

    def find(text: str) -> Found:
        return [[*q.span, q.value, q.unit.name, q.unit.entity.name] for q in parser.parse(text)]

    return find


def main() -> None:
    """Answer every text with every part that can be loaded, then read the timed ones again against the clock."""
    asked = json.load(sys.stdin)
    parts: dict[str, str | None] = {}
    seconds: dict[str, float] = {}
    answers: list[dict[str, Found]] = [{} for _ in asked["texts"]]
    for load in (entities, dates, quantities):
        name = load.__name__
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                find = load()
                find("Sáng 12/5/2023, Hải Phòng ký 3 hợp đồng trị giá 12 triệu USD.")
            except Exception as problem:  # noqa: BLE001  whatever a library does when it cannot start is the answer
                parts[name] = f"{type(problem).__name__}: {problem}"
                continue
            parts[name] = None
            for text, answer in zip(asked["texts"], answers, strict=True):
                answer[name] = find(text)
            started = time.process_time()
            for text in asked["timed"]:
                find(text)
            seconds[name] = time.process_time() - started
    json.dump({"parts": parts, "seconds": seconds, "answers": answers}, sys.stdout)


if __name__ == "__main__":
    main()
