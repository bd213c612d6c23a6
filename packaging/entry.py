"""Where the frozen program starts; the same as the script `katalog`."""

import sys

from katalog_app.__main__ import main

sys.exit(main())
