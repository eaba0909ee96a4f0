"""Amounts in words, as each language writes them: in Chinese by 亿元, in English by millions and billions of CNY.

An amount is stored in 万元, as a whole number. Either way of writing it only moves the decimal point: nothing is
rounded. Files and the command line's arguments count in 亿元 whatever the language, so that no number changes its
meaning.
"""

from geo.wording import CHINESE, language

WAN_PER_YI = 10_000
_WAN_PER_MILLION = 100
_WAN_PER_BILLION = 100_000


def format_yi(amount_wan: int | None) -> str:
    """Write an amount in 亿元, exactly and without trailing zeros: 10124000 → `1,012.4`; unknown → empty.

    Args:
        amount_wan: Amount in 万元.
    """
    return "" if amount_wan is None else _shifted(amount_wan, WAN_PER_YI)


def format_money(amount_wan: int) -> str:
    """Write an amount with its unit: 10124000 → `1,012.4 亿元`, in English `CNY 101.24 bn`; 5000 → `CNY 50 M`.

    Args:
        amount_wan: Amount in 万元.
    """
    return " ".join(money_parts(amount_wan))


def money_parts(amount_wan: int) -> tuple[str, str]:
    """Return what `format_money` writes as the figure and what is set smaller beside it.

    Args:
        amount_wan: Amount in 万元.
    """
    if language() == CHINESE:
        return format_yi(amount_wan), "亿元"
    if abs(amount_wan) < _WAN_PER_BILLION:
        return f"CNY {_shifted(amount_wan, _WAN_PER_MILLION)}", "M"
    return f"CNY {_shifted(amount_wan, _WAN_PER_BILLION)}", "bn"


def format_money_range(least_wan: int, greatest_wan: int) -> str:
    """Write two amounts and what lies between: `5～10 亿元`, in English `CNY 500 M – CNY 1 bn`."""
    if language() == CHINESE:
        return f"{format_yi(least_wan)}～{format_money(greatest_wan)}"
    return f"{format_money(least_wan)} – {format_money(greatest_wan)}"


def format_bound(amount_wan: int) -> str:
    """Write an amount again right after it was written with its unit: `10`, in English `CNY 1 bn`."""
    return format_yi(amount_wan) if language() == CHINESE else format_money(amount_wan)


def format_figure(amount_wan: int | None) -> str:
    """Write an amount for a column whose heading has the unit: in 亿元, in English in millions of CNY."""
    return "" if amount_wan is None else _shifted(amount_wan, wan_per_figure())


def figure_unit() -> str:
    """Return the unit of `format_figure`, for headings."""
    return "亿元" if language() == CHINESE else "CNY M"


def wan_per_figure() -> int:
    """Return how many 万元 one unit of `format_figure` is."""
    return WAN_PER_YI if language() == CHINESE else _WAN_PER_MILLION


def _shifted(amount_wan: int, by: int) -> str:
    """Divide by a power of ten, exactly."""
    sign, (whole, rest) = "-" if amount_wan < 0 else "", divmod(abs(amount_wan), by)
    return f"{sign}{whole:,}" + f".{rest:0{len(str(by)) - 1}d}".rstrip("0").rstrip(".")
