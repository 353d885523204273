"""One article: read warm, and by the whole command cold.

It is the founding article where that stands beside the repository, else a sample of our own of the same size.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import load, median_ms, report, starts
from vanban import read
from vanban.score_gold import gold_folder

WARM_MS, COLD_S = 5.0, 0.25
RUNS, COLD_STARTS = 60, 7
_PARAGRAPHS = (
    "Sáng 12/5, tại TP. Hải Phòng, Ban Thường vụ Thành ủy Hải Phòng và Ban Thường vụ Tỉnh ủy Lào Cai tổ chức hội nghị bàn việc hợp tác.",
    "Theo báo cáo, giai đoạn 2021 - 2023, hai địa phương đã phối hợp mở {n} tuyến vận tải; tổng vốn đăng ký đạt trên {n}.300 tỷ đồng.",
    "Bí thư Tỉnh ủy Lào Cai Giàng A Sùng cho biết, Lào Cai hiện có gần {n} vạn hộ kinh doanh, 3 khu công nghiệp và 12 cụm công nghiệp.",
    "Lào Cai đề nghị Hải Phòng hỗ trợ: kết nối tour, tuyến; tiêu thụ nông sản; đào tạo nghề cho {n} lao động trước ngày 30/{m}/2025.",
    "Tuy nhiên, tiến độ một số dự án giao thông còn chậm, mới đạt {n}% kế hoạch của năm.",
    "Hai bên thống nhất giao Sở Tài chính hai bên tổng hợp, báo cáo Ban Thường vụ trong quý III/2025.",
)


def sample_text(size: int = 9000) -> str:
    """A news page of our own of about `size` bytes, no two paragraphs alike."""
    lines = ["Hải Phòng - Lào Cai: Bàn việc chung", "Thứ hai, 13/05/2024 08:00"]
    n = 0
    while len("\n\n".join(lines).encode()) < size:
        lines.append(_PARAGRAPHS[n % len(_PARAGRAPHS)].format(n=n + 2, m=n % 9 + 1))
        n += 1
    return "\n\n".join(lines)


def founding_text() -> tuple[str, str]:
    """The text to read, and what it is."""
    gold = gold_folder()
    path = gold / "hanoi-hatinh-2019.txt" if gold else None
    if path is not None and path.exists():
        return path.read_text(encoding="utf-8"), "founding article"
    return sample_text(), "own sample of its size"


@contextmanager
def as_file(text: str) -> Iterator[str]:
    """The path of a file that holds the text for as long as it is needed."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as paper:
        paper.write(text)
        paper.flush()
        yield paper.name


def measure() -> bool:
    """Measure and print both figures; whether both goals are reached."""
    text, what = founding_text()
    warm = report(f"reading warm ({what})", median_ms(lambda: read(text), times=RUNS, warm=5), "ms", WARM_MS)
    with as_file(text) as paper:
        cold = starts([str(Path(sys.executable).parent / "vanban"), "read", paper], times=COLD_STARTS)
    return report("vanban read cold start", min(cold.clock), "s", COLD_S, note=load()) and warm
