"""Tutorials are true: commands work as printed, in an empty folder; what one is to choose is called so on pages."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.web.visible_texts import marked_texts

from cupel_web.conf.demo_scheme import BODIES

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "tutorial"
TUTORIALS = [PAGES / "first-run.md"]
ON_PAGES = [PAGES / "a-revision.md", PAGES / "a-working-group.md"]
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(page: Path) -> list[str]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_every_command_of_the_tutorial_succeeds(page: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    assert commands(page), "a tutorial without commands teaches nothing"
    for command in commands(page):
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    assert (tmp_path / "results" / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("page", ON_PAGES, ids=lambda page: page.stem)
def test_what_a_tutorial_lets_one_choose_is_on_a_page(page: Path) -> None:
    shown = {text for text in marked_texts() if isinstance(text, str)} | {name for name, *_rest in BODIES.values()}
    named = {" ".join(text.split()) for text in BOLD.findall(page.read_text(encoding="utf-8"))}
    assert len(named) > 30
    assert named - shown == set()
