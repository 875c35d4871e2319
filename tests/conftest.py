"""What every test can count on."""

import os

os.environ["OPENPYXL_LXML"] = "False"  # a test may import openpyxl before the kit does

from hypothesis import settings

from tests.witness.browser import _browser_ends_with_the_session
from tests.witness.office import _office_ends_with_the_session

__all__ = ["_browser_ends_with_the_session", "_office_ends_with_the_session"]

# How long an example takes says how busy the machine is; speed is measured in benchmarks/.
settings.register_profile("nianbao", deadline=None)
settings.load_profile("nianbao")
