"""What read-here.ts does, with Microsoft's markitdown."""

import json
import sys
import time

from markitdown import MarkItDown

reader = MarkItDown(enable_plugins=False)
for line in sys.stdin:
    started = time.perf_counter()
    try:
        text = reader.convert(line.rstrip("\n")).text_content or ""
    except Exception:
        text = ""
    ms = (time.perf_counter() - started) * 1000
    answer = {"ms": ms, "letters": len(text.strip()), "pages": 0}
    print("\n" + json.dumps(answer), flush=True)
