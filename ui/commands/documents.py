"""The command that lists the documents behind a ledger and takes in their texts."""

import argparse
import dataclasses
import sys
from pathlib import Path

from db.ledger import Ledger
from db.reading.document_error import DocumentError
from db.reading.document_texts import add_document_text
from db.records import Document
from geo.wording import tr
from ui.commands.ledger import open_ledger
from ui.commands.output import print_json, print_table
from ui.services import Services


def run_documents(options: argparse.Namespace, services: Services) -> None:
    """List the documents in order of publication, after adding the texts of files if any are named.

    Raises:
        AtlasError: The ledger cannot be opened or written, or a file was not taken; those taken before it stay.
    """
    with open_ledger(options, services) as ledger:
        refused = _add_texts(ledger, options.add or [])
        documents = ledger.find_documents()
    if options.json:
        print_json([dataclasses.asdict(document) for document in documents])
    else:
        print_table(
            (tr("文"), tr("日期"), tr("报道原文"), tr("标题")),
            [(str(number), *_cells(document)) for number, document in enumerate(documents, 1)],
        )
    if refused:
        *others, last = refused
        for error in others:
            print(error, file=sys.stderr)
        raise last


def _add_texts(ledger: Ledger, paths: list[Path]) -> list[DocumentError]:
    """Add what can be added, and return why the rest was not."""
    refused = []
    for path in paths:
        try:
            document = add_document_text(ledger, path)
        except DocumentError as error:
            refused.append(error)
        else:
            print(tr("已添加原文：《{title}》（{path}）", title=document.title, path=path), file=sys.stderr)
    return refused


def _cells(document: Document) -> tuple[str, ...]:
    return document.published or tr("日期未载"), tr("已有") if document.has_text else tr("未添加"), document.title
