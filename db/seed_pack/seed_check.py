"""Prove the data pack: that it is well formed, and that the documents print what it says they print.

Without the documents everything about the pack's own form is proved: references, vocabularies, sums, and that every
stated value points somewhere. With them, each evidence row's words are looked up and must contain the value.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from db.seed_pack.seed_claims import build_claims
from db.seed_pack.seed_evidence import check_documents, check_evidence
from db.seed_pack.seed_problems import Problem
from db.seed_pack.seed_relations import check_relations
from db.seed_pack.seed_structure import check_structure
from db.seed_pack.seed_sums import check_sums
from db.seed_pack.seed_tables import SeedError, SeedTables, read_seed_tables
from geo.frozen import frozen

DOCUMENTS_VARIABLE: Final = "SCIENCE_CITY_ATLAS_DOCUMENTS"
"""Environment variable naming the folder that holds the documents."""

_COUNTED: Final = MappingProxyType(
    {
        "documents": "文档",
        "projects": "项目",
        "organisations": "单位",
        "chain_relations": "链上关系",
        "milestones": "进展",
        "project_facts": "项目数据",
        "events": "活动与累计",
        "parks": "园区与地点",
        "park_rules": "归园规则",
        "indicators": "指标",
        "mechanisms": "机制",
        "industries": "行业与赛道",
        "lists": "清单",
        "statements": "不同说法",
        "suspicions": "疑同",
        "evidence": "依据",
    }
)


@frozen
class SeedCheckReport:
    """The outcome of a check.

    Attributes:
        problems: Everything found wrong, in the order of the files.
        counts: Rows by table, for the tables people count.
        documents_dir: Where the documents were read, or None when only the form was checked.
        missing_documents: Ids of documents that were not found there.
        proved: Number of evidence rows whose words were looked up and contain their value.
    """

    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    documents_dir: Path | None
    missing_documents: tuple[str, ...]
    proved: int

    def to_text(self) -> str:
        """Return the report in Chinese: a table of counts, what was proved, and the problems."""
        lines = [f"{_COUNTED[table]:　<6}{count:>6}" for table, count in self.counts.items()]
        lines.append(self._describe_documents())
        lines.extend(str(problem) for problem in self.problems)
        lines.append(self._conclude())
        return "\n".join(lines)

    def _conclude(self) -> str:
        unread = self.counts["evidence"] - self.proved
        if self.problems:
            return f"共 {len(self.problems)} 处问题。"
        if unread:
            return f"数据包自身没有问题；{unread} 条依据缺少原文，文字未核对。"
        return "数据包没有问题，每条依据都与原文相符。"

    def _describe_documents(self) -> str:
        if self.documents_dir is None:
            return "未找到原文，只核对数据包自身。"
        text = f"原文：{self.documents_dir}；逐条核对依据 {self.proved} 条。"
        if self.missing_documents:
            text += f"缺少原文：{'、'.join(self.missing_documents)}。"
        return text


def find_documents_dir(project_dir: Path, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder the documents are in, or None.

    Args:
        project_dir: The project's folder; `documents/` in it and `shared/seeds` beside it are looked at.
        environment: Where `SCIENCE_CITY_ATLAS_DOCUMENTS` may name another folder, which then is taken as it is.
    """
    named = environment.get(DOCUMENTS_VARIABLE)
    if named:
        return Path(named)
    folders = (project_dir / "documents", project_dir.parent / "shared" / "seeds")
    return next((folder for folder in folders if any(folder.glob("*.txt"))), None)


def run_seed_check(seed_dir: Path, documents_dir: Path | None) -> SeedCheckReport:
    """Check the data pack and count it.

    Args:
        seed_dir: The data pack.
        documents_dir: Folder with one `<document id>.txt` a document, or None to check the form only.

    Raises:
        SeedError: A file of the pack, or a document, cannot be read at all.
    """
    tables = read_seed_tables(seed_dir)
    texts = read_documents(tables, documents_dir) if documents_dir else {}
    evidence = check_evidence(tables, build_claims(tables), texts)
    known = {row["id"] for row in tables["documents"]}
    return SeedCheckReport(
        problems=(
            *check_structure(tables),
            *check_sums(tables),
            *check_relations(tables),
            *check_documents(tables, texts),
            *evidence.problems,
        ),
        counts=MappingProxyType({table: len(tables[table]) for table in _COUNTED}),
        documents_dir=documents_dir,
        missing_documents=tuple(sorted(known - set(texts))) if documents_dir else (),
        proved=evidence.proved,
    )


def check_seeds(seed_dir: Path, documents_dir: Path | None) -> list[Problem]:
    """Return only the problems `run_seed_check` finds."""
    return list(run_seed_check(seed_dir, documents_dir).problems)


def read_documents(tables: SeedTables, documents_dir: Path) -> Mapping[str, str]:
    """Return the texts of the pack's documents, without whitespace, by document id; those not found are left out.

    Raises:
        SeedError: There is no such folder, or a document is there but cannot be read.
    """
    if not documents_dir.is_dir():
        raise SeedError(f"找不到原文文件夹：{documents_dir}。")
    texts = {}
    for row in tables["documents"]:
        path = documents_dir / f"{row['id']}.txt"
        try:
            texts[row["id"]] = remove_whitespace(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise SeedError(f"无法读取原文 {path}：{error}。") from error
    return MappingProxyType(texts)


def remove_whitespace(text: str) -> str:
    """Return a text without any whitespace: the form that hashes and offsets refer to."""
    return "".join(character for character in text if not character.isspace())
