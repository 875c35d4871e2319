"""Loops and conditions over paragraphs, rows and text; whatever is left, Word can read."""

import re

import pytest

from generator.report.sheet import laid_out
from generator.report.word.faults import TemplateError
from generator.report.word.template import compile_template
from tests.report.word.paper import body, docx, p, r, t, tbl, tc, text_box, texts, tr

PRESERVE = ' xml:space="preserve"'


def rendered(*content: str, **context: object) -> bytes:
    return compile_template(docx(*content), ()).render(context, {})


def faults(*content: str, **parts: str) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        compile_template(docx(*content, **parts), ())
    assert str(caught.value)
    return [fault.key for fault in caught.value.faults]


def rows(data: bytes) -> list[str]:
    return [row.partition("</w:tr>")[0] for row in body(data).split("<w:tr>")[1:]]


def test_a_loop_repeats_whole_paragraphs_and_its_own_paragraphs_go() -> None:
    data = rendered(
        p("前"),
        p("{% for x in xs %}"),
        p("{{ x }}", r("。", "<w:b/>")),
        p("{% endfor %}"),
        p("后"),
        xs=["甲", "乙"],
    )
    assert texts(data) == ["前", "甲。", "乙。", "后"]


def test_a_loop_over_nothing_leaves_what_stands_behind_else() -> None:
    content = (p("{% for x in xs %}"), p("{{ x }}"), p("{% else %}"), p("无"), p("{% endfor %}"))
    assert texts(rendered(*content, xs=[])) == ["无"]
    assert texts(rendered(*content, xs=[1])) == ["1"]


@pytest.mark.parametrize(("n", "left"), [(1, "一"), (2, "二"), (3, "三"), (4, "")])
def test_a_condition_keeps_one_branch(n: int, left: str) -> None:
    content = ("{% if n == 1 %}", "一", "{% elif n == 2 %}", "二", "{% elif n == 3 %}", "三", "{% endif %}")
    assert texts(rendered(p("头"), *map(p, content), n=n)) == ["头", left][: 1 + bool(left)]
    assert texts(rendered(p("".join(content)), n=n)) == [left]


def test_blocks_nest_and_hold_whole_tables() -> None:
    data = rendered(
        p("{% for s in sections %}{% if s.texts %}"),
        p("{{ s.heading }}"),
        tbl(
            tr("表头"),
            tr("{% for x in s.texts %}", ""),
            tr("{{ loop.index }}", "{{ x }}"),
            tr("", "{% endfor %}"),
        ),
        p("{% endif %}"),
        p("{% endfor %}"),
        sections=[{"heading": "一", "texts": ["a", "b"]}, {"heading": "二", "texts": []}],
    )
    assert texts(data) == ["一", "表头", "1", "a", "2", "b"]


def test_a_loop_knows_its_turn_and_takes_tuples_apart() -> None:
    loop = "{% for k, v in xs %}{{ loop.index0 }}{{ k }}{{ v }}{{ '。' if loop.last else '；' }}{% endfor %}"
    assert texts(rendered(p(loop), xs=[("a", 1), ("b", 2)])) == ["0a1；1b2。"]


def test_a_loop_may_choose_among_its_items() -> None:
    loop = (
        "{% for x in xs if x.kept %}{{ loop.index }}{{ x.name }}{{ '。' if loop.last else '、' }}{% endfor %}"
    )
    items = [{"kept": 1, "name": "甲"}, {"kept": 0, "name": "乙"}, {"kept": 1, "name": "丙"}]
    assert texts(rendered(p(loop), xs=items)) == ["1甲、2丙。"]


def test_a_variable_ends_with_its_loop() -> None:
    content = "{% for x in xs %}{{ x }}{% endfor %}{{ x }}"
    assert texts(rendered(p(content), xs=[1, 2], x="末")) == ["12末"]


def test_a_block_in_text_over_several_runs_keeps_the_look_of_each() -> None:
    bold, plain, slanted = r("{% for x in xs %}粗{{ x }}", "<w:b/>"), r("平"), r("斜{% endfor %}尾", "<w:i/>")
    data = rendered(p(bold, plain, slanted), xs=["1", "2"])
    assert texts(data) == ["粗1平斜粗2平斜尾"]
    runs = [run for run in body(data).split("<w:r>")[1:] if f"<w:t{PRESERVE}></w:t>" not in run]
    looks = [("b" if "<w:b/>" in run else "i" if "<w:i/>" in run else "-") for run in runs]
    assert looks == ["b", "-", "i", "b", "-", "i", "i"]


def test_text_behind_a_condition_keeps_its_look_when_the_condition_fails() -> None:
    data = rendered(
        p(r("{% if a %}x", "<w:b/>"), r("{% else %}y", "<w:i/>"), r("{% endif %}尾", "<w:u/>")), a=0
    )
    assert '<w:rPr><w:i/></w:rPr><w:t xml:space="preserve">y</w:t>' in body(data)
    assert '<w:rPr><w:u/></w:rPr><w:t xml:space="preserve">尾</w:t>' in body(data)


def test_statements_cut_over_runs_work() -> None:
    data = rendered(
        p("前", r("{% i", "<w:b/>"), r("f a %}中{", "<w:i/>"), r("% end", "<w:b/>"), r("if %}后")), a=1
    )
    assert texts(data) == ["前中后"]
    data = rendered(p(r("{% i"), r("f a %}")), p("中"), p(r("{"), r("% endif %}")), a=0)
    assert texts(data) == []


def test_marks_of_a_statement_paragraph_stay() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>'
    data = rendered(p(start, "{% for x in xs %}"), p("{{ x }}"), p("{% endfor %}", end), xs=[1, 2])
    assert body(data).startswith(start + "<w:p>")
    assert body(data).endswith("</w:p>" + end)
    assert body(data).count(start) == 1


def test_what_must_be_unique_is_not_repeated_by_a_loop() -> None:
    body_of_loop = (
        '<w:p w14:paraId="00000001" w:rsidR="00AA" w14:textId="77777777">'
        '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:r><w:t>{{ x }}</w:t></w:r></w:p>'
        '<w:sdt><w:sdtPr><w:id w:val="5"/><w:tag w:val="k"/></w:sdtPr>'
        "<w:sdtContent><w:p/></w:sdtContent></w:sdt>"
        '<w:p><w:r><w:drawing><wp:docPr name="id=&quot;9&quot;" id="7"/></w:drawing></w:r></w:p>'
    )
    around = '<w:p w14:paraId="00000002"><w:r><w:drawing><wp:docPr id="11"/></w:drawing></w:r></w:p>'
    data = body(rendered(around, p("{% for x in xs %}"), body_of_loop, p("{% endfor %}"), xs=[1, 2]))
    assert data.startswith(around)
    assert data.count("paraId") == 1
    assert "textId" not in data
    assert "bookmark" not in data
    assert '<w:id w:val="5"/>' not in data
    assert data.count('<w:tag w:val="k"/>') == 2
    assert '<w:p w:rsidR="00AA">' in data
    assert [data.count(f'<wp:docPr name="id=&quot;9&quot;" id="{number}"/>') for number in (7, 12, 13)] == [
        0,
        1,
        1,
    ]


def test_a_condition_keeps_identifiers() -> None:
    paragraph = (
        '<w:p w14:paraId="00000001"><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p>'
    )
    assert body(rendered(p("{% if a %}"), paragraph, p("{% endif %}"), a=1)) == paragraph


@pytest.mark.parametrize(
    "content",
    [
        p("{% for x in xs %}", '<w:r><w:footnoteReference w:id="2"/></w:r>', "{% endfor %}"),
        p("{% for x in xs %}") + p("x", '<w:commentRangeStart w:id="1"/>') + p("{% endfor %}"),
    ],
)
def test_a_note_or_comment_in_a_loop_is_a_fault(content: str) -> None:
    assert faults(content) == ["reference-in-loop"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (p("{% if a %}x"), ["unclosed-block"]),
        (p("x{% endif %}"), ["unopened-block"]),
        (p("{% else %}x"), ["unopened-block"]),
        (p("{% for x in a %}{% elif x %}{% endfor %}"), ["unopened-block"]),
        (p("{% if a %}{% else %}{% else %}{% endif %}"), ["after-else"]),
        (p("{% if a %}{% else %}{% elif b %}{% endif %}"), ["after-else"]),
        (p("{% if a %}{% for x in b %}{% endif %}{% endfor %}"), ["crossing-block"]),
        (p("{% if a %}{% for x in b %}{% elif c %}{% endfor %}{% endif %}"), ["crossing-block"]),
        (p("{% if a %}{% endif now %}"), ["too-much"]),
        (p("{% if a %}{% else if b %}{% endif %}"), ["too-much"]),
        (p("{% if %}{% endif %}"), ["empty"]),
        (p("{% %}"), ["empty"]),
        (p("{% for x of a %}{% endfor %}"), ["syntax-at"]),
        (p("{% for x.y in a %}{% endfor %}"), ["syntax-at"]),
        (p("{% for (x, y), z in a %}{% endfor %}"), ["disallowed"]),
        (p("{% for x in a recursive %}{% endfor %}"), ["syntax"]),
        (p("{% if a %}" * 9 + "{% endif %}" * 9), ["blocks-too-deep"]),
        (p("{% if a %}" * 7 + "{% endif %}" * 6), ["unclosed-block"]),
    ],
)
def test_blocks_that_do_not_fit_are_told(content: str, expected: list[str]) -> None:
    assert faults(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        tbl(tr("{% if a %}x", "{% endif %}")),
        tbl(tr("a"), tr("{% if a %}", ""), tr("x")) + p("{% endif %}"),
        p("{% if a %}") + tbl(tr(tc("x", "{% endif %}", "y"))),
        p("{% if a %}") + p("x {% endif %}"),
        p("{% if a %}x") + p("y{% endif %}"),
        p("{% if a %}") + f"<w:sdt><w:sdtContent>{p('x')}{p('{% endif %}')}{p('y')}</w:sdtContent></w:sdt>",
        p("{% if a %}x", f"<w:hyperlink>{r('y{% endif %}')}</w:hyperlink>"),
        p("x{% if", f'<w:ins w:id="1">{r(" a %}y{% endif %}")}</w:ins>'),
        p("{% if a %}") + p("x{% else %}y") + p("{% endif %}"),
    ],
)
def test_a_block_over_levels_is_one_fault(content: str) -> None:
    assert set(faults(content)) == {"other-level"}


def test_a_block_out_of_a_text_box_is_a_fault() -> None:
    assert "other-level" in faults(p("{% if a %}x", text_box(p("y{% endif %}"))))


@pytest.mark.parametrize(
    "content",
    [
        tbl(tr(tc("{% if a %}", "x", "{% endif %}"))),
        tbl(tr(tc("{% if a %}", tbl(tr("x")), "{% endif %}"))),
        tbl(tr("y", tc("{% if a %}{% endif %}"))),
        p("x", text_box(p("{% for x in a %}"), p("x"), p("{% endfor %}"))),
    ],
)
def test_a_block_that_may_leave_a_cell_or_box_without_a_paragraph_is_a_fault(content: str) -> None:
    assert set(faults(content)) <= {"only-paragraph", "ends-with-table"}


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (tc("{% if a %}", "x", "{% else %}", "y", "{% endif %}"), (["x"], ["y"])),
        (tc("{% for x in xs %}", "x", "{% else %}", "y", "{% endfor %}"), (["x", "x"], ["y"])),
        (tc("{% if a %}", tbl(tr("t")), "x", "{% else %}", "y", "{% endif %}"), (["t", "x"], ["y"])),
    ],
)
def test_a_cell_that_keeps_one_of_two_paragraphs_is_none(
    content: str, left: tuple[list[str], list[str]]
) -> None:
    table = tbl(tr(content))
    assert texts(rendered(table, a=True, xs=[1, 2])) == left[0]
    assert texts(rendered(table, a=False, xs=[])) == left[1]


@pytest.mark.parametrize(
    "content",
    [
        tc("{% if a %}", "x", "{% elif b %}", "y", "{% endif %}"),
        tc("{% if a %}", "x", "{% else %}", "{% endif %}"),
        tc("{% if a %}", "x", "{% else %}", "{% if b %}", "y", "{% endif %}", "{% endif %}"),
        tc("{% if a %}", "x", tbl(tr("t")), "{% else %}", "y", "{% endif %}"),
    ],
)
def test_a_cell_that_keeps_none_in_one_way_is_a_fault(content: str) -> None:
    assert faults(tbl(tr(content))) == ["only-paragraph"]


def test_a_block_that_may_leave_a_header_or_note_without_a_paragraph_is_a_fault() -> None:
    block = p("{% if a %}") + p("x") + p("{% endif %}")
    assert faults(p("x"), header=block) == ["only-paragraph"]
    assert faults(p("x"), footnotes=f'<w:footnote w:id="2">{block}</w:footnote>') == ["only-paragraph"]


@pytest.mark.parametrize(
    "cell",
    [
        tc("x", tbl(tr("y")), "{% if a %}", "z", "{% endif %}"),
        tc("x", "{% if a %}", tbl(tr("y")), "{% endif %}"),
    ],
)
def test_a_cell_that_may_end_with_a_table_is_a_fault(cell: str) -> None:
    assert faults(tbl(tr(cell))) == ["ends-with-table"]


def test_a_block_in_a_cell_that_keeps_its_last_paragraph_works() -> None:
    cell = tc("{% for x in xs %}", "{{ x }}", tbl(tr("y")), "{% endfor %}", "末")
    assert texts(rendered(tbl(tr(cell)), xs=[1, 2])) == ["1", "y", "2", "y", "末"]


def test_a_table_with_all_its_rows_in_a_block_is_a_fault() -> None:
    assert faults(tbl(tr("{% for x in a %}"), tr("{{ x }}"), tr("{% endfor %}"))) == ["whole-table"]
    two = tr("{% if a %}"), tr("x"), tr("{% endif %}"), tr("{% if b %}"), tr("y"), tr("{% endif %}")
    assert faults(tbl(*two)) == ["whole-table"]


def test_a_row_of_a_nested_table_is_that_table_s() -> None:
    inner = tbl(tr("头"), tr("{% for x in xs %}"), tr("{{ x }}"), tr("{% endfor %}"))
    assert texts(rendered(tbl(tr(tc(inner, "末"))), xs=[1])) == ["头", "1", "末"]


def test_a_statement_paragraph_with_a_section_break_is_a_fault() -> None:
    paragraph = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{% endif %}</w:t></w:r></w:p>"
    assert faults(p("{% if a %}"), p("x"), paragraph) == ["section-break"]


def test_a_statement_paragraph_with_a_drawing_is_not_taken_out() -> None:
    assert faults(p("{% if a %}", "<w:r><w:drawing/></w:r>"), p("x"), p("{% endif %}")) == ["other-level"]


def test_a_statement_paragraph_may_hold_properties_marks_and_spaces() -> None:
    opening = f'<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:proofErr w:type="x"/>{r(" {% if a %}　")}</w:p>'
    assert texts(rendered(opening, p("x"), p("{% endif %}{# 注 #}"), a=1)) == ["x"]


def test_a_statement_row_may_hold_properties_and_empty_paragraphs() -> None:
    opening = (
        '<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        f"{p('{% for x in xs %}')}<w:p/></w:tc></w:tr>"
    )
    data = rendered(tbl(tr("头"), opening, tr("{{ x }}"), tr("", "{% endfor %}"), tr("尾")), xs=[1, 2])
    assert rows(data) == [
        f"<w:tc><w:p><w:r>{text}</w:r></w:p></w:tc>"
        for text in (t("头"), f"<w:t{PRESERVE}>1</w:t>", f"<w:t{PRESERVE}>2</w:t>", t("尾"))
    ]


def rendered_body(*content: str, **context: object) -> str:
    return body(rendered(*content, **context))


GRID = "<w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"
CELLS = ("{% for x in heads %}", "{{ x }}", "{% endfor %}")


def in_columns(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{GRID}{''.join(rows)}</w:tbl>"


@pytest.mark.parametrize("heads", [["甲"], ["甲", "乙", "丙", "丁"]])
def test_a_statement_alone_in_a_cell_repeats_cells_and_the_columns_of_the_grid(heads: list[str]) -> None:
    filled = rendered_body(in_columns(tr(*CELLS)), heads=heads)
    assert filled.count("<w:tc>") == filled.count("<w:gridCol/>") == len(heads)
    assert [text for text in texts(docx(filled)) if text] == heads


def test_a_row_that_is_itself_repeated_leaves_the_grid_as_it_is() -> None:
    rows = (tr("{% for heads in a %}"), tr(*CELLS), tr("{% endfor %}"), tr("x"))
    filled = rendered_body(in_columns(*rows), a=[["甲"], ["乙"]])
    assert (filled.count("<w:tr>"), GRID in filled) == (3, True)


def test_a_repeated_cell_reaches_as_far_as_the_cell_of_a_sheet_that_it_prints() -> None:
    (head, body) = laid_out([["甲", "", "乙"], ["丙", "丁", ""]], ("A1:B1", "C1:C2"), "").rows
    rows = (tr(*CELLS), tr("{% for row in rows %}"), tr(*CELLS).replace("heads", "row"), tr("{% endfor %}"))
    filled = rendered_body(in_columns(*rows), heads=head, rows=[body])
    assert filled.count("<w:gridCol/>") == 3
    cells = re.findall("<w:tc>(<w:tcPr>.*?</w:tcPr>)?<w:p>.*?</w:p></w:tc>", filled)
    across, down = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="{}"/>'
    properties = (across, down.format("restart"), "", "", down.format("continue"))
    assert cells == [f"<w:tcPr>{inner}</w:tcPr>" if inner else "" for inner in properties]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("<w:tcW/>", '<w:tcPr><w:tcW/><w:gridSpan w:val="2"/></w:tcPr>'),
        ("<w:shd/>", '<w:tcPr><w:gridSpan w:val="2"/><w:shd/></w:tcPr>'),
        ("<w:vMerge/>", "<w:tcPr><w:vMerge/></w:tcPr>"),
    ],
)
def test_what_else_a_template_says_of_a_repeated_cell_stays(own: str, expected: str) -> None:
    ((cell, _),) = [laid_out([["甲", "", "乙"]], ("A1:B1",), "").rows[0]]
    row = tr("{% for x in heads %}", tc("{{ x }}", properties=own), "{% endfor %}")
    assert expected in rendered_body(in_columns(row), heads=[cell])


def test_a_column_that_is_repeated_is_as_wide_as_its_cell_asks() -> None:
    grid = GRID.replace("<w:gridCol/>", '<w:gridCol w:w="100"/>')
    rows = laid_out([["甲", "乙乙乙乙乙"]], (), "").rows
    filled = rendered_body(in_columns(tr(*CELLS)).replace(GRID, grid), heads=rows[0])
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', filled) == ["67", "133"]


def test_a_condition_may_drop_a_cell_with_its_column_if_another_is_left() -> None:
    wide = in_columns(tr("{% if a %}", "x", "{% endif %}", "y")).replace(
        GRID, GRID.replace("</w", "<w:gridCol/></w")
    )
    for given, columns in ((1, 2), (0, 1)):
        filled = rendered_body(wide, a=given)
        assert filled.count("<w:tc>") == filled.count("<w:gridCol/>") == columns
    assert faults(in_columns(tr("{% if a %}", "x", "{% endif %}"))) == ["whole-row"]
