"""Names that would like to be something else, and what of them a format can hold."""

HOSTILE = {
    1: '=HYPERLINK("http://x","y")',
    2: '<script>alert("1")</script> & ]]> <b>',
    3: "第一行\n第二行, \"引号\" 'x'; --",
    4: "\u202eنص من اليمين\u202c אבג",
    5: "𠮷野家 👷🏽\u200d♀️ 𝔘",
    6: "长" * 10_000,
    7: "甲\0乙\x07丙",
}


def plain(name: str) -> str:
    return name.replace("\0", "")


def without_controls(name: str) -> str:
    return plain(name).replace("\x07", "")


def guarded(name: str) -> str:
    return f"'{plain(name)}" if name.startswith("=") else plain(name)
