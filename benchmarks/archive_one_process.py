"""What `vanban archive` would be as one plain process: reads the JSONL file named and makes the same rows, one document after the other.

Prints how many documents it read and the seconds they took on the clock, as a JSON list.
"""

import json
import sys
import time
from pathlib import Path

from vanban.archive.reader import rows_of_document

if __name__ == "__main__":
    rows_of_document("Hải Phòng có 5 khu công nghiệp.", None, None, None)
    started = time.perf_counter()
    rows = documents = 0
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        for line in lines:
            rows += len(rows_of_document(json.loads(line)["text"], None, None, None))
            documents += 1
    print(json.dumps([documents, time.perf_counter() - started]))
