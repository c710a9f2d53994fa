"""One loaded installation for all stories of a run; a story that changes things gets a copy."""

import os
import pathlib
import tempfile

import pytest

import browser
import house


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    kept = os.environ.get("YOUSHU_JOURNEY_DATA")
    folder = pathlib.Path(kept) if kept else tmp_path_factory.mktemp("loaded")
    return house.made(folder)


@pytest.fixture
def server(loaded, tmp_path):
    installation = loaded.copy(tmp_path / "data")
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as running:
        running.installation = installation
        yield running


@pytest.fixture
def window(server, request):
    story = request.node.path.stem.removeprefix("test_").replace("_", "-")
    with browser.opened(server.address, story) as opened:
        yield opened
