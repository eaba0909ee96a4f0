from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from package.guide import make_guide


def test_the_guide_shows_the_same_pictures_in_less_room(project_dir: Path, tmp_path: Path) -> None:
    shown = make_guide(project_dir / "docs", tmp_path / "docs")
    text = (tmp_path / "docs/guide.md").read_text("utf-8")
    linked = set(re.findall(r"\]\((pictures/[^)]+)\)", text))
    assert len(linked) == shown > 10
    for name in linked:
        original = project_dir / "docs" / Path(name).with_suffix(".png")
        with Image.open(tmp_path / "docs" / name) as packed, Image.open(original) as whole:
            assert packed.size == whole.size
    packed_bytes = sum(path.stat().st_size for path in (tmp_path / "docs/pictures").iterdir())
    whole_bytes = sum((project_dir / "docs" / Path(name).with_suffix(".png")).stat().st_size for name in linked)
    assert packed_bytes < whole_bytes / 2
    words = re.compile(r"\(pictures/[^)]+\)")
    assert words.sub("", text) == words.sub("", (project_dir / "docs/guide.md").read_text("utf-8"))
