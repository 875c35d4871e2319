"""How the properties over whole filings are tried: the same examples each time, as many as are asked for."""

from hypothesis import HealthCheck, Phase, settings


def examples(count: int) -> settings:
    """So many examples; each makes a file, so none is shrunk."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
