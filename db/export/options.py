"""What a person can choose about a format: one row an option, read by the dialog and by the command line alike."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from db.export.errors import ExportError
from geo.frozen import frozen
from geo.wording import tr

Value = bool | int | str
Options = Mapping[str, Value]

_YES: Final = ("1", "yes", "true", "on", "是")
_NO: Final = ("0", "no", "false", "off", "否")


@frozen
class Choice:
    """One of the values of an option.

    Attributes:
        value: As the command line writes it.
        name: Chinese words for people.
    """

    value: str
    name: str


@frozen
class ExportOption:
    """Something to choose about a format. The default's type is the option's: a switch, a number, or a word.

    Attributes:
        key: As the command line writes it.
        name: Chinese words for people.
        default: Value when nobody chooses.
        choices: The words allowed; empty for switches, numbers and free text.
        least: Least number allowed.
        most: Greatest number allowed.
        hint: A sentence more, for a tooltip.
    """

    key: str
    name: str
    default: Value
    choices: tuple[Choice, ...] = ()
    least: int = 0
    most: int = 1_000_000
    hint: str = ""

    def read(self, given: Value) -> Value:
        """Return a value given by a person, as text or already of its type.

        Raises:
            ExportError: It is none this option can have.
        """
        if isinstance(self.default, bool):
            return self._read_switch(given)
        if isinstance(self.default, int):
            return self._read_number(given)
        if self.choices and given not in {choice.value for choice in self.choices}:
            known = tr("、").join(choice.value for choice in self.choices)
            raise ExportError(
                tr("选项 {key} 不能是“{given}”，可用的有：{known}。", key=self.key, given=given, known=known)
            )
        return str(given)

    def _read_switch(self, given: Value) -> bool:
        word = str(given).lower()
        if word not in (*_YES, *_NO):
            raise ExportError(tr("选项 {key} 只能是 yes 或 no，不能是“{given}”。", key=self.key, given=given))
        return word in _YES

    def _read_number(self, given: Value) -> int:
        try:
            number = int(given)
        except ValueError:
            number = self.least - 1
        if not self.least <= number <= self.most:
            raise ExportError(
                tr(
                    "选项 {key} 应是 {least} 到 {most} 的整数，不能是“{given}”。",
                    key=self.key,
                    least=self.least,
                    most=self.most,
                    given=given,
                )
            )
        return number


def read_options(options: Iterable[ExportOption], given: Mapping[str, Value]) -> Options:
    """Return a value for every option of a format: the one given, else the default.

    Raises:
        ExportError: Something given is no option of the format, or has a value it cannot have.
    """
    known = {option.key: option for option in options}
    for key in given:
        if key not in known:
            words = tr("、").join(known) or tr("无")
            raise ExportError(tr("这种格式没有选项“{key}”，可用的有：{known}。", key=key, known=words))
    return MappingProxyType(
        {key: option.read(given[key]) if key in given else option.default for key, option in known.items()}
    )


DATUM_OPTION: Final = ExportOption(
    "datum",
    "坐标系",
    "wgs84",
    (Choice("wgs84", "WGS 84（GPS）"), Choice("gcj02", "GCJ-02（高德、腾讯）"), Choice("bd09", "BD-09（百度）")),
    hint="坐标系写在文件和列名里；别的程序一般要 WGS 84",
)
"""In which datum coordinates are written; `ExportHeader.datum` follows it."""
