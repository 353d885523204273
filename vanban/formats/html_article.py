"""Which part of a web page is the article? Judged by how much unlinked prose lies where, and by the page's own landmarks.

before  a page with menus, a breadcrumb, an article, ratings, related links, an archive by date, a footer
after   the title, the dateline, the article's paragraphs and tables, the source line; the rest is named in `left_out`
Leaves alone: a document saved as a page (no menus, hardly a link): all of it is the article.
"""

import re
from collections import defaultdict
from itertools import pairwise

import msgspec
from lxml import etree

from vanban.fold import fold
from vanban.formats.html_blocks import Block, blocks_of

_LANDMARKS = frozenset(("nav", "footer", "aside", "form"))
_ROLES = frozenset(
    ("navigation", "search", "contentinfo", "complementary", "banner", "menu", "menubar", "dialog", "alert")
)
# Words that pages name their furniture with, in class and id, English and Vietnamese.
_FURNITURE_NAMES = re.compile(
    r"(?:nav|navbar|menu|submenu|topmenu|mainmenu|breadcrumbs?|footer|sidebar|related|lienquan|tinkhac|tinlienquan|comments?|binhluan"
    r"|ratings?|danhgia|stars?|vote|share|sharing|social|addthis|tags?|keywords?|tukhoa|archives?|calendar|lich|search|timkiem|advert"
    r"|ads|quangcao|banner|popup|modal|cookies?|login|hotline|weather|thoitiet|poll|newsletter|subscribe|mostread|docnhieu|xemnhieu"
    r"|tinmoi|widget|pagination|paging|pager|skip|toolbar|print|fontsize|hidden|copyright|captions?|pcaption|imgcaption|counter"
    r"|tuviettat|glossary|toplink|headerlogo|lienket|weblink)"
)
_TOKENS = re.compile(r"[a-z0-9]+")
_FURNITURE_LINE = re.compile(
    fold(
        r"(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|mới(?: nhất| hơn)?|cũ hơn|cùng chuyên mục|đọc nhiều|nổi bật)|xem thêm|đọc thêm"
        r"|từ khóa|tags?|từ viết tắt|bình luận|ý kiến bạn đọc|gửi bình luận|đánh giá|chia sẻ|in (?:trang|bài)(?: viết)?|gửi email"
        r"|tìm theo ngày|tìm kiếm|đọc nhiều|xem nhiều|tin mới|có thể bạn quan tâm|quảng cáo|về trang chủ|trang chủ|đăng nhập|quay lại"
        r"|lưu bài|nghe bài(?: viết)?|cỡ chữ|liên kết(?: website)?|thống kê truy cập|chuyên mục|danh mục|menu|bản in"
    )
)
_FURNITURE_START = re.compile(
    fold(
        r"tổng số điểm|click để đánh giá|(?:số )?lượt (?:xem|đọc|truy cập)|mã bảo mật|đang truy cập|bản quyền|cỡ chữ|từ viết tắt|từ khóa"
        r"|chia sẻ (?:bài|qua|trên|lên)|xem với cỡ chữ|đọc bài viết|theo dõi (?:báo|trên|chúng tôi)|vui lòng nhập|ý kiến của bạn"
    )
)
_LIST_BEHIND = re.compile(
    fold(r"(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|mới|cũ|cùng)|xem thêm|đọc thêm|có thể bạn quan tâm")
)
_CAPTION = re.compile(
    r"(?:^|[.!?)”\"]\s*|\s[-–(]\s*|\()(?:Ảnh|Nguồn ảnh|Ảnh minh họa|Ảnh tư liệu|Photo)\s*:|^Ảnh(?: minh họa)?\s*[.:]"
)
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}", re.IGNORECASE)
_SOURCE = re.compile(r"\(?(?:Theo|Nguồn(?: tin)?|Tác giả|Nguồn bài)\s*[:\-]?\s+\S")
_LEAD_NAMES = re.compile(
    r"(?:sapo|lead|summary|abstract|intro|description|desc|mota|tomtat|author|source|date|time|ngay|publish\w*)"
)
_TITLE_NAMES = re.compile(r"(?:title|tieude|headline)")
_MOST_OF = 0.75  # of a page's prose lies in the smallest part that is called its article
_LANDMARK_SHARE = 0.5
_LINKED = 0.6
_FEW_LINKS = 0.08  # of a page's letters are links: a document, not a site's page
_PROSE = 25
_SOLID = 80
_MOST_LEFT_OUT = 3_000


class Article(msgspec.Struct):
    """What is to be read of a page, and what is not."""

    blocks: list[Block]
    title: str | None
    metadata: tuple[tuple[str, str], ...]
    left_out: list[str]
    pictures: bool


def find_article(root: etree._Element) -> Article:
    """The article of a parsed page."""
    body = root.find("body")
    body = root if body is None else body
    everything = blocks_of(body, set())
    skipped = _furniture(body, everything)
    blocks = blocks_of(body, skipped)
    chosen = blocks if _is_document(everything, skipped) else _chosen(body, blocks)
    title, given = _title_of(root, chosen)
    if given is not None:
        chosen = [Block(body, given), *chosen]
    kept = {block.text for block in chosen}
    return Article(
        blocks=chosen,
        title=title,
        metadata=_metadata(root, title),
        left_out=[block.text for block in everything if block.text not in kept][:_MOST_LEFT_OUT],
        pictures=body.find(".//img") is not None,
    )


def _names(element: etree._Element) -> list[str]:
    """The words of an element's class and id."""
    given = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    words = _TOKENS.findall(given)
    return [*words, *(first + second for first, second in pairwise(words))]


def _named(element: etree._Element, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(word) for word in _names(element))


def _prose(block: Block) -> int:
    """How much a block says: its unlinked letters, where it is a sentence rather than a label."""
    if block.rows is not None:
        return max(0, len(block.text) - 2 * block.linked) // 2
    length = len(block.text)
    if length < _PROSE or block.linked > 0.5 * length:
        return 0
    return (length - block.linked) * (2 if re.search(r"[.,;:!?]", block.text) else 1) // 2


def _weights(blocks: list[Block]) -> dict[etree._Element, int]:
    """The prose under every element."""
    weights: dict[etree._Element, int] = defaultdict(int)
    for block in blocks:
        prose = _prose(block)
        element: etree._Element | None = block.element
        while prose and element is not None:
            weights[element] += prose
            element = element.getparent()
    return weights


def _furniture(body: etree._Element, everything: list[Block]) -> set[etree._Element]:
    """Elements that a page says, or their own words say, are not its content; none that holds much of its prose."""
    weights = _weights(everything)
    total = weights.get(body, 0)
    titled = {above for title in body.iter("h1") for above in (title, *title.iterancestors())}
    skipped = set()
    for element in body.iterdescendants():
        marked = element.tag in _LANDMARKS or element.get("role") in _ROLES or _named(element, _FURNITURE_NAMES)
        marked = (
            marked or (element.tag == "header" and element.find(".//nav") is not None) or element.tag == "figcaption"
        )
        # A form may be the whole page (ASP.NET), and a theme may call anything a widget.
        if marked and 2 * weights.get(element, 0) <= total and element not in titled:
            skipped.add(element)
    for block in everything:
        if _is_label(block):
            box = None
            above: etree._Element | None = block.element
            # The largest box around a furniture heading that holds little prose and no title.
            while (
                above is not None and above is not body and above not in titled and 4 * weights.get(above, 0) <= total
            ):
                box = above
                above = above.getparent()
            if box is not None:
                skipped.add(box)
    return skipped


def _is_label(block: Block) -> bool:
    words = fold(block.text.strip(" :.-–|»›"))
    return len(words) < 60 and bool(_FURNITURE_LINE.fullmatch(words))


def _is_document(everything: list[Block], skipped: set[etree._Element]) -> bool:
    """Whether the page is a document saved as a page rather than a site's page."""
    letters = sum(len(block.text) for block in everything)
    linked = sum(block.linked for block in everything)
    marked = any(element.tag in ("nav", "footer", "aside") for element in skipped)
    return not marked and linked <= _FEW_LINKS * letters


def _chosen(body: etree._Element, blocks: list[Block]) -> list[Block]:
    weights = _weights(blocks)
    main = _main(body, weights)
    inside = [at for at, block in enumerate(blocks) if _within(block, main)]
    if not inside:
        return blocks
    first, last = inside[0], inside[-1]
    head = _head(blocks, first)
    near = main.getparent()
    chosen: list[Block] = []
    listing = False
    for at, block in enumerate(blocks):
        if at in head:
            chosen.append(block)
            continue
        own = _within(block, main)
        if not own and not (near is not None and _within(block, near) and _is_solid(block)):
            if last < at <= last + 6 and len(block.text) < 80 and _SOURCE.match(block.text):
                chosen.append(block)
            continue
        if _is_label(block):
            listing = listing or bool(_LIST_BEHIND.match(fold(block.text)))
            continue
        if _is_chrome(block, listing=listing):
            continue
        listing = False
        chosen.append(block)
    return chosen


def _main(body: etree._Element, weights: dict[etree._Element, int]) -> etree._Element:
    """The landmark that holds most of the prose, else the smallest element that does."""
    total = weights.get(body, 0)
    landmarks = [
        element
        for element in body.iter("article", "main", "div", "section", "td")
        if (
            element.tag in ("article", "main")
            or element.get("itemprop") == "articleBody"
            or element.get("role") == "main"
        )
        and weights.get(element, 0) >= _LANDMARK_SHARE * total > 0
    ]
    if landmarks:
        return landmarks[-1]
    main = body
    while True:
        inner = max(main, key=lambda child: weights.get(child, 0), default=None)
        # A paragraph that says nearly everything is not the article: its box is.
        if (
            inner is None
            or weights.get(inner, 0) < _MOST_OF * total
            or inner.tag in ("p", "table", "pre")
            or not len(inner)
        ):
            return main
        main = inner


def _within(block: Block, box: etree._Element) -> bool:
    element: etree._Element | None = block.element
    while element is not None:
        if element is box:
            return True
        element = element.getparent()
    return False


def _is_solid(block: Block) -> bool:
    return block.rows is None and len(block.text) >= _SOLID and 5 * block.linked < len(block.text) and "." in block.text


def _head(blocks: list[Block], first: int) -> set[int]:
    """What belongs above the article: its title, the day beside it, its summary."""
    title = next((at for at in range(first - 1, -1, -1) if _is_title(blocks[at])), None)
    if title is None:
        return set()
    head = {title}
    for at in range(max(0, title - 4), first):
        block = blocks[at]
        length = len(block.text)
        if _is_label(block) or 2 * block.linked > length:
            continue
        dated = length < 90 and _DAY.search(block.text) is not None
        told = _named(block.element, _LEAD_NAMES)
        if dated or (at > title and (told or _prose(block) > _SOLID)):
            head.add(at)
    return head


def _is_title(block: Block) -> bool:
    if not 12 <= len(block.text) <= 300 or block.rows is not None:
        return False
    return block.tag in ("h1", "h2") or _named(block.element, _TITLE_NAMES)


def _is_chrome(block: Block, *, listing: bool) -> bool:
    """Whether a block inside the article is none of its text: links to other pages, a caption, a counter, a calendar."""
    length = len(block.text)
    if block.rows is not None:
        cells = [cell.one_line for row in block.rows for cell in row if cell.one_line]
        days = sum(cell.isdigit() and len(cell) <= 2 for cell in cells)
        return block.linked > _LINKED * length or (len(cells) >= 20 and days > 0.7 * len(cells))
    if listing and (block.linked > 0.3 * length or (block.linked and length < _SOLID)):
        return True
    if block.linked > _LINKED * length and length < 300:
        return True
    if length < 250 and _CAPTION.search(block.text):
        return True
    return length < 160 and bool(_FURNITURE_START.match(fold(block.text)))


def _title_of(root: etree._Element, chosen: list[Block]) -> tuple[str | None, str | None]:
    """The article's title, and what to put above the text where the text does not say it."""
    for block in chosen:
        if block.tag in ("h1", "h2") and len(block.text) >= 12:
            return block.text, None
    named = next((block.text for block in chosen[:6] if _is_title(block)), None)
    if named is not None:
        return named, None
    given = _meta(root, "og:title") or " ".join((root.findtext(".//title") or "").split())
    if not given:
        return None, None
    shown = re.split(r"\s+[|»–]\s+|\s+-\s+(?=[^-]*$)", given)[0].strip()
    if any(fold(shown) in fold(block.text) for block in chosen[:12]):
        return shown, None
    official = any("CỘNG H" in block.text or "ĐỘC LẬP" in block.text.upper() for block in chosen[:12])
    return given, None if official or len(shown) < 12 else shown


def _meta(root: etree._Element, name: str) -> str | None:
    for element in root.iter("meta"):
        if name in (element.get("property"), element.get("name")) and (element.get("content") or "").strip():
            return " ".join((element.get("content") or "").split())
    return None


def _metadata(root: etree._Element, title: str | None) -> tuple[tuple[str, str], ...]:
    found = [("title", title)] + [
        (name, _meta(root, name)) for name in ("description", "keywords", "article:published_time")
    ]
    return tuple((name, words) for name, words in found if words)
