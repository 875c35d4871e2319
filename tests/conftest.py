"""What every test can count on."""

from tests.witness.office import _office_ends_with_the_session

__all__ = ["_office_ends_with_the_session"]
