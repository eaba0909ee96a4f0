"""Where the frozen program begins: reading a foreign file must not wait for everything a window needs."""

import sys

from geo.child_process import CHILD_OPTION

if __name__ == "__main__":
    if sys.argv[1:2] == [CHILD_OPTION]:
        from ui.child_reading import run_reader

        sys.exit(run_reader(sys.argv[2:]))
    from main import main

    sys.exit(main(sys.argv[1:]))
