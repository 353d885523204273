"""Short names for what sentences say: the task without who and until when, what a figure counts, what a meeting is called.

before: "Hai bên giao Sở Y tế Hà Nội chủ trì kết nối hội chẩn trực tuyến trước ngày 30/11/2026."
after:  "Kết nối hội chẩn trực tuyến"

Only proposals are named here: a person sees the sentence beside the name and may change it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

MAX_TITLE = 300

# What may stand between the agencies and the task.
_AFTER_LEADS = re.compile(
    r"^[\s,;:]*(?:(?:và|các cơ quan liên quan|các sở, ngành liên quan|chủ trì|phối hợp(?: chặt chẽ)?(?: với)?|làm đầu mối|"
    r"có trách nhiệm|chịu trách nhiệm|khẩn trương|chủ động|tiếp tục|(?:tỉnh|thành phố|tp\.?)(?-i:(?: [A-ZĐÂĂÔƠƯÊ]\w*)+)(?: để(?: hai bên)?)?)"
    r"[\s,;:]+)*",
    re.IGNORECASE,
)
# What introduces a deadline at the end of a task.
_BEFORE_DUE = re.compile(
    r"[\s,;(]*(?:(?:và\s+)?(?:hoàn thành|xong|thực hiện|báo cáo kết quả)[\s,]*)?(?:chậm nhất(?: là)?|trước|trong|vào|đến|từ|hạn)?"
    r"(?:\s*(?:sáng|chiều|tối))?[\s,;:(]*$",
    re.IGNORECASE,
)
_AGREED = re.compile(r"\b(?:thống nhất|nhất trí|cùng cam kết|cam kết|thỏa thuận|thoả thuận)\b[\s,:]*", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:đề nghị|đề xuất|kiến nghị|mong muốn|mong)\b[\s,:]*", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*(?:(?:[IVXLC]+|\d{1,3}|[a-zđ])[.)](?:\d+[.)]?)*|[-–+•*])\s+")
_BOUNDARY = re.compile(
    r"(?:[,;:.()–]|\s-\s|\b(?:và|với|có|đã|đạt|là|được|thu hút|gồm|bao gồm|cùng|trong đó|tương đương|hiện|nay|khi|để|nhằm|ước|"
    r"tăng(?! trưởng)|giảm(?! nghèo)|mới|chỉ|còn|thì|mà|cho|ở|tại)\b)",
    re.IGNORECASE,
)
_HEADS = (
    "tổng",
    "vốn",
    "tỷ lệ",
    "tỉ lệ",
    "tốc độ",
    "tăng trưởng",
    "số",
    "kim ngạch",
    "thu ngân sách",
    "thu nhập",
    "chỉ số",
    "giá trị",
    "doanh thu",
    "kinh phí",
)
_MEETING = re.compile(
    r"\b(?:hội nghị|hội thảo|tọa đàm|toạ đàm|buổi làm việc|phiên họp|cuộc họp)\b[^,.;\n]{0,180}", re.IGNORECASE
)
_PROGRAMME = re.compile(r"\bchương trình hợp tác\b(?:[^.;\n]|(?<=tp)\.){0,220}", re.IGNORECASE)
_PERIOD_TAIL = re.compile(
    r"\s*(?:,|trong|cho)?\s*(?:giai đoạn|năm|từ năm|nhiệm kỳ)\s+\d{4}.*$", re.IGNORECASE | re.DOTALL
)


# "… thông báo để các cơ quan, đơn vị biết, thực hiện": the formula that ends a notice assigns nothing.
_CLOSING_FORMULA = re.compile(r"\bthông báo\s+(?:để|đến|tới)\b.{0,80}\bbiết\b", re.IGNORECASE | re.DOTALL)


def closes_the_notice(sentence: str) -> bool:
    """Whether the sentence is the formula with which a notice ends."""
    return _CLOSING_FORMULA.search(sentence) is not None


def shortened(text: str, limit: int = MAX_TITLE) -> str:
    """Whole words up to `limit` characters, with an ellipsis where something was cut."""
    line = " ".join(text.split()).strip(" ,;:.-–")
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def capitalised(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def unnumbered(text: str) -> str:
    """Without the paper's own numbering in front."""
    return _NUMBERING.sub("", text)


def task_title(text: str, said: Mapping[str, Any]) -> str:
    """What is to be done, without who leads and until when."""
    start, end = said["start"], said["end"]
    agencies = [*said.get("lead_agencies", ()), *said.get("coordinators", ())]
    due = said.get("due")
    stop = due["start"] if due and start <= due.get("start", -1) < end else end
    named = [a["end"] for a in agencies if start <= a.get("start", -1) < stop]
    begin = max(named, default=start)
    task = text[begin:stop]
    if due and stop < end:
        task = _BEFORE_DUE.sub("", task)
        tail = text[due["end"] : end].strip(" .;,)")
        if len(tail.split()) > 3:
            task = f"{task} {tail}"
    task = _AFTER_LEADS.sub("", task) if named else _after(_AGREED, unnumbered(task))
    title = capitalised(shortened(task))
    return title if len(title.split()) >= 2 else capitalised(shortened(unnumbered(text[start:end])))


def agreement_title(text: str, said: Mapping[str, Any]) -> str:
    """What was agreed, without "hai bên thống nhất" and without the deadline."""
    due = said.get("due")
    start, end = said["start"], said["end"]
    if due and start <= due.get("start", -1) < end and not text[due["end"] : end].strip(" .;,)"):
        end = due["start"]
        sentence = _BEFORE_DUE.sub("", text[start:end])
    else:
        sentence = text[start:end]
    return capitalised(shortened(_after(_AGREED, unnumbered(sentence))))


def request_title(text: str, said: Mapping[str, Any], agencies: Iterable[Mapping[str, Any]] = ()) -> str:
    """What is asked for, without who asks whom: `agencies` are the mentions in the sentence."""
    sentence = unnumbered(text[said["start"] : said["end"]])
    asked = _after(_ASKED, sentence)
    for agency in agencies:
        if asked.startswith(agency["text"]) and len(asked) - len(agency["text"]) > 15:
            asked = asked[len(agency["text"]) :].lstrip(" ,:")
            break
    return capitalised(shortened(asked))


def _after(verb: re.Pattern[str], sentence: str) -> str:
    """The rest of the sentence after its governing verb, where enough remains to stand alone."""
    match = verb.search(sentence)
    if match and match.end() < 0.7 * len(sentence):
        rest = sentence[match.end() :].strip()
        if len(rest.split()) >= 3:
            return rest
    return sentence


def item_title(item: Mapping[str, Any]) -> str:
    """One enumerated content as a name of its own."""
    return capitalised(shortened(unnumbered(item["text"])))


_OWNER = re.compile(r"\s+(của [^,.;()]{3,60}?)(?=\s+(?:với|có|đạt|được|đã|tại|trên|trong)\b|[,.;()]|$)")


def figure_owner(text: str, quantity: Mapping[str, Any]) -> str:
    """Whose projects, products or visitors are counted, where the words after the noun say it: "của doanh nghiệp Hà Nội"."""
    match = _OWNER.match(" ".join(["", *text[quantity["end"] : quantity["end"] + 90].split()]))
    return match.group(1) if match else ""


def figure_subject(text: str, quantity: Mapping[str, Any], sentence_start: int, previous: str = "") -> str:
    """What a figure counts: the counted noun for a count, the words in front for money, shares and ranks.

    "với tổng vốn đăng ký trên 370.000 tỷ đồng" → "Tổng vốn đăng ký"; "tương đương trên 16 tỷ USD" → as the one before.
    """
    if quantity["kind"] == "count":
        return capitalised(as_written(quantity["unit"], quantity["text"]))
    before = " ".join(text[max(sentence_start, quantity["start"] - 140) : quantity["start"]].split())
    if re.search(r"\b(?:tương đương|khoảng chừng|hay|tức)$", before, re.IGNORECASE) and previous:
        return previous
    piece = ""
    for part in reversed(_BOUNDARY.split(before)):
        words = part.strip()
        if not words:
            continue
        piece = words
        break
    words = piece.split()[-9:]
    for head in _HEADS:
        at = " ".join(words).lower().rfind(head + " ")
        if at >= 0:
            words = " ".join(words)[at:].split()
            break
    subject = re.sub(r"\s*(?:trong |của )?năm \d{4}$", "", " ".join(words))
    if quantity["kind"] == "rank":
        after = " ".join(text[quantity["end"] : quantity["end"] + 80].split())
        about = re.match(r"về ([^,.;()]{3,60})", after)
        return capitalised(about.group(1).strip()) if about else capitalised(subject or quantity["unit"])
    return capitalised(subject) if len(subject) > 2 else capitalised(quantity["unit"])


def meeting_title(sentence: str) -> str:
    """What the meeting is called, "" where it has no name of its own."""
    match = _MEETING.search(sentence)
    if not match:
        return ""
    name = re.split(r"\b(?:nhằm|để|do|vào|đã|do đồng chí)\b", match.group(0), maxsplit=1)[0]
    return capitalised(shortened(name, 200)) if len(name.split()) >= 4 else ""


def programme_phrase(text: str) -> tuple[int, int] | None:
    """Where the cooperation programme is named in full ("Chương trình hợp tác … giữa … và …"), the fullest first mention."""
    best: tuple[int, int] | None = None
    for match in _PROGRAMME.finditer(text):
        start, end = match.span()
        phrase = text[start:end]
        between = phrase.lower().find(" giữa ")
        stop = _end_of_phrase(phrase, between)
        if between >= 0:
            return start, start + stop
        if best is None:
            best = (start, start + stop)
    return best


def _end_of_phrase(phrase: str, between: int) -> int:
    if tail := _PERIOD_TAIL.search(phrase):
        return tail.start()
    comma = phrase.find(",", between if between >= 0 else 0)
    return comma if comma > 0 else len(phrase.rstrip())


def as_written(noun: str, quantity_text: str) -> str:
    """A counted noun in the paper's own letters: "sản phẩm ocop" in "366 sản phẩm OCOP" → "sản phẩm OCOP"."""
    line = " ".join(quantity_text.split())
    at = line.lower().find(noun.lower())
    return line[at : at + len(noun)] if at >= 0 else noun


def document_title(title: str) -> str:
    """A paper's title for lists: "THÔNG BÁO Kết luận Hội nghị" → "Thông báo kết luận Hội nghị"."""
    line = " ".join(title.split())
    words = line.split(" ")
    capitals = next((n for n, word in enumerate(words) if not word.isupper() or len(word) < 2), len(words))
    if not 0 < capitals < len(words):
        return line
    rest = " ".join(words[capitals:])
    return f"{capitalised(' '.join(words[:capitals]).lower())} {rest[:1].lower()}{rest[1:]}"


def heading_words(heading: str, names: Iterable[str] = ()) -> str:
    """A heading without its number; all capitals become a sentence, names keep theirs."""
    words = unnumbered(" ".join(heading.split())).strip(" .:")
    if not words.isupper():
        return words
    words = capitalised(words.lower())
    for name in {*names, "Đảng", "OCOP", "Mặt trận Tổ quốc"}:
        words = re.sub(rf"\b{re.escape(name.lower())}\b", name, words)
    return words
