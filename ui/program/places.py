"""Where things are on this machine: what the program brings, and what belongs to the person. Knows no Qt."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr

APP = "science-city-atlas"
APP_ID = "org.sciencecityatlas.Atlas"
"""By this the desktop knows the program: its entry, icon and windows."""
HOME_VARIABLE = "SCIENCE_CITY_ATLAS_HOME"


class HomeUnknown(AtlasError):
    """The folder named for the person's files cannot be told."""


@frozen
class Places:
    """Folders and files of one installation.

    Attributes:
        seeds: the data pack.
        assets: what the window and the page are dressed with.
        home: the person's ledger, map settings and seen tiles.
        cache: rendered pages; safe to delete.
    """

    seeds: Path
    assets: Path
    home: Path
    cache: Path

    @property
    def built_in(self) -> Path:
        """The ledger a package brings; in a checkout there is none, the data pack is."""
        return self.seeds.parent / "ledger" / "ledger.kxc"

    @property
    def ledger(self) -> Path:
        """The ledger used when none is named."""
        return self.home / "ledger.kxc"


def find_places(program: Path) -> Places:
    """Find everything from the program's own folder and the platform's habits.

    Raises:
        HomeUnknown: ``SCIENCE_CITY_ATLAS_HOME``, which moves the person's folder, names the home of nobody.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    if not chosen:
        home = Path(platformdirs.user_data_dir(APP, appauthor=False))
        return Places(
            program / "seeds", program / "assets", home, Path(platformdirs.user_cache_dir(APP, appauthor=False))
        )
    try:
        home = Path(chosen).expanduser()
    except RuntimeError as error:
        raise HomeUnknown(
            tr("{variable} 指的文件夹无法确定：{chosen}。", variable=HOME_VARIABLE, chosen=chosen)
        ) from error
    return Places(program / "seeds", program / "assets", home, home / "cache")
