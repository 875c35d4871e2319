"""The Word template that is built from the form."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.shared import Length, Twips
from docx.table import Table

from generator.authoring import __main__ as command
from generator.authoring import writing
from generator.authoring.template import build_template
from generator.errors import FormError
from generator.form.loader import load
from generator.form.model import Form
from generator.form.numerals import chinese
from generator.form.texts import Texts
from generator.report.context import NAMES
from generator.report.word.template import compile_template
from tests.witness import validators
from tests.witness.parts import opened

COMMITTED = writing.TEMPLATES / "disclosure-2021" / "report.docx"
TABLES = ("proactive", "applications", "reviews")
PITCH = 579
CHARACTER = 320 - 5  # twips: 16 points, condensed by a quarter of a point


@pytest.fixture(scope="module")
def form() -> Form:
    return load("disclosure", "2021")


@pytest.fixture(scope="module")
def built(form: Form) -> bytes:
    return build_template(form)


@pytest.fixture(scope="module")
def document(built: bytes) -> DocumentObject:
    return Document(BytesIO(built))


def cells_of(row: Any) -> list[Any]:
    return list(row.iterchildren(qn("w:tc")))


def rows_of(table: Table) -> list[Any]:
    return list(table._tbl.iterchildren(qn("w:tr")))


def form_tables(document: DocumentObject) -> list[Table]:
    """The tables of the form; those without a caption are for sheets that a text prints."""
    return [table for table in document.tables if table._tblPr.find(qn("w:tblCaption")) is not None]


def words_of(element: Any) -> str:
    return "".join(element.itertext(qn("w:t")))


def span(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if found is None else int(found.get(qn("w:val")))


def text_area(document: DocumentObject) -> tuple[Length, Length]:
    """Width and height of what lies within the margins."""
    page = document.sections[0]
    width, height = (int(side or 0) for side in (page.page_width, page.page_height))
    left, right, top, bottom = (
        int(margin or 0)
        for margin in (page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
    )
    return Length(width - left - right), Length(height - top - bottom)


def with_looks(form: Form, **changes: object) -> Form:
    report = {**form.texts["report"], **changes}
    return replace(form, texts=Texts("texts.toml", {**form.texts, "report": report}))


class TestBuilding:
    def test_the_committed_template_is_what_the_builder_makes(self, built: bytes) -> None:
        assert COMMITTED.read_bytes() == built

    def test_the_command_puts_it_where_reports_find_it(
        self, built: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "TEMPLATES", tmp_path)
        (tmp_path / "disclosure-2021").mkdir()
        done = CliRunner().invoke(command.main, ["disclosure", "2021"])
        assert (done.exit_code, "report.docx" in done.output) == (0, True)
        assert (tmp_path / "disclosure-2021" / "report.docx").read_bytes() == built
        assert (tmp_path / "disclosure-2021" / "slip.docx").exists()

    def test_an_unknown_edition_is_told_and_nothing_is_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "TEMPLATES", tmp_path)
        done = CliRunner().invoke(command.main, ["disclosure", "1999"])
        assert (done.exit_code, "1999" in done.output) == (2, True)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("missing", ["page", "tables", "styles", "sub_heading"])
    def test_a_form_that_does_not_say_how_it_looks_is_refused_by_name(self, form: Form, missing: str) -> None:
        report = {name: value for name, value in form.texts["report"].items() if name != missing}
        with pytest.raises(FormError, match=f"report 缺少“{missing}”"):
            build_template(replace(form, texts=Texts("texts.toml", {**form.texts, "report": report})))

    @pytest.mark.parametrize(("group", "name"), [("fonts", "title"), ("page", "footer"), ("points", "draft")])
    def test_what_is_missing_is_told_with_its_place(self, form: Form, group: str, name: str) -> None:
        given = {key: value for key, value in form.texts["report"][group].items() if key != name}
        with pytest.raises(FormError, match=rf"report\.{group} 缺少“{name}”"):
            build_template(with_looks(form, **{group: given}))

    def test_every_column_must_have_its_width(self, form: Form) -> None:
        tables = dict(form.texts["report"]["tables"])
        tables["reviews"] = {**tables["reviews"], "widths": [1] * 14}
        with pytest.raises(FormError, match=r"reviews.*14.*15"):
            build_template(with_looks(form, tables=tables))

    def test_the_validators_have_nothing_to_say(self, built: bytes) -> None:
        assert validators.audit(built, ".docx") == []


class TestTags:
    def test_all_of_them_compile(self, form: Form, built: bytes) -> None:
        filters = {form.texts["filters"]["chinese"]: chinese}
        assert compile_template(built, form.fields, filters, NAMES).programs

    def test_every_field_of_the_tables_has_its_cell_once(self, form: Form, document: DocumentObject) -> None:
        printed = Counter(words_of(cell) for table in form_tables(document) for row in rows_of(table)
                          for cell in cells_of(row) if "{{" in words_of(cell))  # fmt: skip
        assert printed == Counter(
            "{{ " + field + " }}" for name in TABLES for field in form.table_fields(name)
        )

    def test_the_properties_are_filled_by_tags(self, document: DocumentObject) -> None:
        properties = document.core_properties
        assert (properties.title, properties.author) == ("{{ title }}", "{{ organisation }}")
        assert properties.language == "zh-CN"


class TestTables:
    @pytest.mark.parametrize(("index", "rows", "columns"), [(0, 14, 4), (1, 28, 10), (2, 4, 15)])
    def test_each_has_the_official_size(
        self, document: DocumentObject, index: int, rows: int, columns: int
    ) -> None:
        table = form_tables(document)[index]
        assert [sum(map(span, cells_of(row))) for row in rows_of(table)] == [columns] * rows

    def test_the_bands_of_table_two_lie_over_the_whole_row_and_their_figures_over_three_columns(
        self, document: DocumentObject
    ) -> None:
        spans = [[span(cell) for cell in cells_of(row)] for row in rows_of(form_tables(document)[0])]
        plain, band, wide = [1] * 4, [4], [1, 3]
        assert spans == [band, plain, plain, plain, *[band, wide, wide], *[band, wide, wide, wide],
                         *[band, wide, wide]]  # fmt: skip

    def test_the_corner_of_table_three_covers_three_rows_and_three_columns(
        self, document: DocumentObject
    ) -> None:
        cells = form_tables(document)[1]._cells
        corner = {cells[row * 10 + column]._tc for row in range(3) for column in range(3)}
        assert len(corner) == 1

    def test_the_results_of_the_year_share_one_label_over_22_rows(self, document: DocumentObject) -> None:
        cells = form_tables(document)[1]._cells
        labels = [cells[row * 10].text for row in range(28)]
        assert labels.count("三、本年度办理结果") == 22

    def test_the_heads_under_review_are_two_rows_high(self, document: DocumentObject) -> None:
        cells = form_tables(document)[2]._cells
        assert all(cells[15 + column]._tc is cells[30 + column]._tc for column in range(5))
        assert all(cells[15 + column]._tc is not cells[30 + column]._tc for column in range(5, 15))

    def test_a_cell_has_properties_only_where_it_is_merged(self, document: DocumentObject) -> None:
        names = {child.tag for table in form_tables(document) for properties in table._tbl.iter(qn("w:tcPr"))
                 for child in properties}  # fmt: skip
        assert names == {qn("w:gridSpan"), qn("w:vMerge")}

    def test_each_is_as_wide_as_the_text(self, document: DocumentObject) -> None:
        area, _ = text_area(document)
        widths = [sum(int(column.width or 0) for column in table.columns) for table in form_tables(document)]
        assert all(0 <= area - width < Twips(15) for width in widths)

    def test_no_page_splits_a_row(self, document: DocumentObject) -> None:
        rows = [row for table in form_tables(document) for row in rows_of(table)]
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)

    def test_heads_that_would_end_in_a_line_of_one_character_are_set_narrower(
        self, document: DocumentObject
    ) -> None:
        narrow = [cell.text for table in form_tables(document) for cell in table._cells
                  if cell.paragraphs[0].style.style_id.endswith("Even") and cell.text]  # fmt: skip
        assert narrow == ["商业企业", "科研机构"]

    def test_heads_are_marked_as_such_and_repeat(self, document: DocumentObject) -> None:
        def heads(table: Table) -> int:
            return sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows_of(table))

        assert [heads(table) for table in form_tables(document)] == [2, 3, 3]

    def test_tables_two_and_four_are_never_torn_apart_and_no_head_stands_alone(
        self, document: DocumentObject
    ) -> None:
        def kept(table: Table) -> list[bool]:
            """For each row but the last, whether all its paragraphs keep with the next."""
            styles = {style.style_id: style for style in document.styles}
            paragraphs = [list(row.iter(qn("w:p"))) for row in rows_of(table)[:-1]]
            return [all(keeps_with_next(p, styles) for p in row) for row in paragraphs]

        two, three, four = map(kept, form_tables(document))
        assert (two, four) == ([True] * 13, [True] * 3)
        groups = [*[True] * 7, False], [True, True, False], [*[True] * 4, False], [True, True, False]
        assert three == [*[True] * 3, *[False] * 4, *chain(*groups), False]

    def test_each_says_what_it_is_and_which_of_its_cells_are_heads(self, document: DocumentObject) -> None:
        for table, caption in zip(form_tables(document), ("表二", "表三", "表四"), strict=True):
            given = {child.tag: dict(child.attrib) for child in table._tblPr}
            assert given[qn("w:tblCaption")][qn("w:val")].startswith(caption)
            assert "数据" in given[qn("w:tblDescription")][qn("w:val")]
            look = given[qn("w:tblLook")]
            assert look[qn("w:firstRow")] == "1"
            assert look[qn("w:firstColumn")] == str(int(caption != "表四"))


def keeps_with_next(paragraph: Any, styles: Mapping[str, Any]) -> bool:
    own = paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    style = styles[paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))]
    base = style.base_style or style
    return own or any(bool(one.paragraph_format.keep_with_next) for one in (style, base))


class TestStyles:
    def test_headings_are_those_that_the_navigation_pane_shows(self, document: DocumentObject) -> None:
        for level in (1, 2):
            style = document.styles[f"Heading {level}"]
            assert style.style_id == f"Heading{level}"
            assert style.paragraph_format.keep_with_next
            outline = style._element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            assert outline.get(qn("w:val")) == str(level - 1)

    def test_every_style_is_used_and_every_style_that_is_used_is_there(self, built: bytes) -> None:
        package = opened(built)
        used = {
            element.get(qn("w:val"))
            for root in package.roots.values()
            for element in root.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:basedOn"), qn("w:next"))
        }
        styles = package.roots["word/styles.xml"].iter(qn("w:style"))
        assert {style.get(qn("w:styleId")) for style in styles} == used

    def test_each_names_a_font_for_every_script_and_none_of_a_theme(self, document: DocumentObject) -> None:
        for fonts in document.styles.element.iter(qn("w:rFonts")):
            assert set(fonts.attrib) == {qn(f"w:{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:hAnsi")) == "Times New Roman"

    @pytest.mark.parametrize(
        ("style", "font", "points"),
        [
            ("Title", "方正小标宋简体", 22),
            ("Heading 1", "黑体", None),
            ("Heading 2", "楷体_GB2312", None),
            ("Footer", "宋体", 14),
        ],
    )
    def test_type_is_that_of_official_documents(
        self, document: DocumentObject, style: str, font: str, points: int | None
    ) -> None:
        found = document.styles[style]
        assert found._element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) == font
        assert (found.font.size.pt if found.font.size else None) == points

    def test_where_a_font_is_missing_the_file_names_the_next_best(self, built: bytes) -> None:
        fonts = opened(built).roots["word/fontTable.xml"].iter(qn("w:font"))
        others = {
            font.get(qn("w:name")): [other.get(qn("w:val")) for other in font.iter(qn("w:altName"))]
            for font in fonts
        }
        assert others["方正小标宋简体"] == ["华文中宋"]
        assert others["仿宋_GB2312"] == ["仿宋"]
        assert {"华文中宋", "黑体", "宋体", "Times New Roman"} <= others.keys()


class TestPage:
    def test_it_takes_22_lines_of_28_characters(self, document: DocumentObject) -> None:
        width, height = text_area(document)
        assert (round(width.mm), round(height.mm)) == (156, 225)
        assert (height // Twips(PITCH), width // Twips(CHARACTER)) == (22, 28)
        normal = document.styles["Normal"]
        assert normal.paragraph_format.line_spacing == Twips(PITCH)
        assert normal._element.find(f"{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val")) == "-5"

    def test_its_number_stands_outside_at_the_right_on_odd_pages_and_at_the_left_on_even_ones(
        self, document: DocumentObject
    ) -> None:
        assert document.settings.odd_and_even_pages_header_footer
        section = document.sections[0]
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            (paragraph,) = footer.paragraphs
            assert words_of(paragraph._p) == "— 1 —"
            assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == " PAGE "
            assert paragraph._p.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == side
            indent = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
            assert indent.get(qn(f"w:{side}Chars")) == "100"

    def test_the_mark_of_a_draft_has_its_place_on_odd_and_even_pages(self, document: DocumentObject) -> None:
        section = document.sections[0]
        headers = (section.header, section.even_page_header)
        assert [paragraph.text for header in headers for paragraph in header.paragraphs] == [
            "{{ draft_mark }}",
            "{{ draft_mark }}",
        ]

    def test_chinese_is_the_language(self, document: DocumentObject) -> None:
        language = next(document.styles.element.iter(qn("w:lang")))
        assert language.get(qn("w:eastAsia")) == "zh-CN"
