"""Known ways out of Jinja2's sandbox, and templates that would eat time or memory: all of them end here."""

import time
from xml.sax.saxutils import escape

import pytest

from generator.report.word import TemplateError, compile_template
from generator.report.word import program as program_module
from tests.report.word.paper import docx, p

ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''['__cl' ~ 'ass__'] }}",
    "{{ ''[name] }}",
    "{{ x|attr('__class__') }}",
    "{{ x|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ x.__init__.__globals__ }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ config.items() }}",
    "{{ request.application.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ joiner.__init__ }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1) }}",
    "{{ range(10) }}",
    "{{ '%s'.format(x) }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ '{0.__class__}'.format_map(x) }}",
    "{{ '%c' % 95 }}",
    "{{ x|format(1) }}",
    "{{ x.format }}",
    "{{ ('{0.__class__}'|attr('format'))(x) }}",
    "{{ ['{0.__class__}']|map('format', x)|list }}",
    "{{ ('{0.__class__}'.format)|map(x) }}",
    "{{ {'a': x}|xmlattr }}",
    "{{ x|pprint }}",
    "{{ x|tojson }}",
    "{{ x|map(attribute='__class__')|list }}",
    "{{ [x]|map('attr', '__class__') }}",
    "{{ xs|selectattr('__class__')|list }}",
    "{{ xs|groupby('__class__') }}",
    "{{ xs|sort(attribute='__class__') }}",
    "{{ xs|sum(attribute='__class__') }}",
    "{{ xs|xmlattr }}",
    "{{ x|safe }}",
    "{{ x|string|urlize }}",
    "{{ xs.append('y') }}",
    "{{ xs.clear }}",
    "{{ names.update({'a': 1}) }}",
    "{{ names.__getitem__ }}",
    "{{ function.__code__ }}",
    "{{ function.__closure__ }}",
    "{{ function.func_globals }}",
    "{{ function() }}",
    "{{ generator.gi_frame }}",
    "{{ generator.gi_frame.f_globals }}",
    "{{ generator.gi_code }}",
    "{{ error.__traceback__.tb_frame }}",
    "{{ x is defined }}",
    "{{ loop.__class__ }}",
    "{% for x in ''.__class__.__mro__ %}{% endfor %}",
    "{% for x in loop.cycle %}{% endfor %}",
    "{% if ''.__class__ %}{% endif %}",
    "{% set a = x %}",
    "{% import 'os' as os %}",
    "{% from 'os' import system %}",
    "{% include '/etc/passwd' %}",
    "{% extends 'x' %}",
    "{% macro m() %}{% endmacro %}",
    "{% call m() %}{% endcall %}",
    "{% filter upper %}{% endfilter %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% do x %}",
    "{% debug %}",
)

FLOODS = (
    "{{ 'x' * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 1000000000 * x }}",
    "{{ 'x'.ljust(1000000000) }}",
    "{{ 'x'|center(1000000000) }}",
    "{{ '%1000000000s' % x }}",
    "{{ x|indent(1000000000) }}",
    "{{ '{:1000000000}'.format(x) }}",
    "{{ 'x'.zfill(1000000000) }}",
    "{{ 'x'.replace('', long) }}",
    "{{ long|replace('', long) }}",
    "{{ xs|batch(1000000000)|list }}",
    "{{ xs|slice(1000000000)|list }}",
    "{{ x|wordwrap(1)|list }}",
    "{{ xs|join(long)|urlize }}",
    "{{ 1 << 10000000000 }}",
    "{{ 10 // 0 }}",
    "{{ lipsum(n=1000000) }}",
    "{% for i in range(1000000000) %}x{% endfor %}",
    "{{ " + "(" * 5_000 + "x" + ")" * 5_000 + " }}",
    "{{ " + "[" * 100 + "]" * 100 + " }}",
    "{{ " + "not " * 70 + "x }}",
    "{{ x" + "|chinese" * 30 + " }}",
    "{% for a in many %}{% for b in many %}{% for c in many %}{% for d in many %}x" + "{% endfor %}" * 4,
    "{% for a in many %}{% for b in many %}{% for c in many if c is none %}x" + "{% endfor %}" * 3,
    "{% for a in many %}{% for b in many %}{% for c in many if c < 0 %}x" + "{% endfor %}" * 3,
    "{% for a in many %}{{ long }}{% endfor %}",
    "{% for a in many %}{{ long ~ long ~ long ~ long }}{% endfor %}",
)


def function() -> None: ...


def numbers() -> object:
    yield 1


CONTEXT = {
    "x": "甲",
    "xs": ["甲"],
    "name": "__class__",
    "names": {"a": "b"},
    "function": function,
    "generator": numbers(),
    "error": ValueError("甲"),
    "many": list(range(3_000)),
    "long": "一" * 100_000,
}


@pytest.mark.parametrize("text", ESCAPES)
def test_a_way_out_of_the_sandbox_is_a_fault(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(docx(p(escape(text)))).render(CONTEXT)
    assert all(str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize("text", FLOODS, ids=lambda text: text[:40])
def test_a_template_that_would_eat_time_or_memory_is_stopped(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_module, "MOST_TURNS", 10_000)
    monkeypatch.setattr(program_module, "MOST_BYTES", 4_000_000)
    began = time.process_time()
    with pytest.raises(TemplateError):
        compile_template(docx(p(escape(text)))).render(CONTEXT)
    assert time.process_time() - began < 2
