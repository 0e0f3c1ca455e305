"""Each format writes what it wrote before; others' programs read it, and so do older versions."""

from pathlib import Path

import pytest

from annotator.formats.protocol import Format, Reads
from tests.formats.golden import NAME, files_of, golden_folder, golden_formats, write_golden
from tests.formats.round_trips import assert_is_what_is_kept, golden_record, read_one

# How these files are packed is up to the libraries' versions; what is in them is tested.
PACKED = {"parquet", "spacy", "xlsx"}
FORMATS = list(golden_formats())


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_golden_files_are_written_as_they_stand(form: Format, tmp_path: Path) -> None:
    written = files_of(write_golden(form, tmp_path))
    golden = files_of(golden_folder(form) / next(iter(golden_folder(form).iterdir())).name)
    assert set(written) == set(golden)
    if form.name not in PACKED:
        assert written == golden


@pytest.mark.parametrize(
    "form", [one for one in FORMATS if isinstance(one, Reads)], ids=lambda form: form.name
)
def test_the_golden_files_still_read(form: Format) -> None:
    (path,) = golden_folder(form).iterdir()
    assert path.stem == NAME
    assert_is_what_is_kept(form, read_one(form, path), golden_record())
