"""A document as one page of HTML that loads nothing, runs nothing and prints well.

A browser gets the page with its looks; what lays out PDF and print takes the bodies of the parts,
which hold no more than headings, paragraphs, lists, tables and boxes.
"""

from html import escape

from katalog_app.model.document import (
    Block,
    Bullets,
    Clash,
    Document,
    Facts,
    Line,
    Mark,
    Paragraph,
    Part,
    Section,
    Table,
    readable,
)

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
CSS = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, "Segoe UI", sans-serif; color: #1d2a2c; background: #fff;
  max-width: 46em; margin: 2em auto; padding: 0 1.2em; overflow-wrap: anywhere; }
body.broad { max-width: 70em; }
h1 { font-size: 1.7em; line-height: 1.25; } h2 { font-size: 1.35em; margin-top: 2em; }
h3 { font-size: 1.05em; margin: 1.4em 0 .3em; } p { margin: .5em 0; }
.quiet, footer { color: #4c5b5e; } .strong { font-weight: 600; }
.own { border-left: 4px solid #0b6468; padding-left: .8em; }
.clash { border: 2px solid #8a5a00; background: #fff3d6; padding: .5em .9em; margin: .8em 0; }
.by { color: #4c5b5e; } a { color: #0b6468; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; }
th, td { text-align: left; vertical-align: top; padding: .3em .8em .3em 0; }
table.lined th, table.lined td { border: 1px solid #7f898c; padding: .35em .6em; }
footer { border-top: 1px solid #7f898c; margin-top: 2.5em; padding-top: .6em; }
@media (prefers-color-scheme: dark) { @media screen {
  body { color: #e8eceb; background: #15191b; } .quiet, .by, footer { color: #9fb0b1; }
  a { color: #5cc3bf; } .clash { background: #3a301a; border-color: #f2c464; } } }
@media print { @page { margin: 18mm; } body { max-width: none; margin: 0; font-size: 11pt; }
  h2, h3 { break-after: avoid; } .clash, tr { break-inside: avoid; }
  body:not(.flows) .part + .part { break-before: page; } a { color: inherit; } }
"""


def written(document: Document) -> str:
    """Return the whole page; every text of the catalogue in it is text and nothing else."""
    alone = len(document.parts) == 1 and document.parts[0].title == document.title
    parts = document.parts
    body = [] if alone else [f"<h1>{_text(document.title)}</h1>", blocks(document.lead)]
    heading = 1 if alone else 2
    body += [f'<section class="part">{part_body(one, heading)}</section>' for one in parts]
    foot = f"{_text(document.origin)}<br>{_text(document.edition)}"
    looks = [name for name in ("broad", "flows") if getattr(document, name)]
    look = f' class="{" ".join(looks)}"' if looks else ""
    return (
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="generator" content="Katalogen">\n'
        f"<title>{_text(document.title)}</title>\n<style>{CSS}</style>\n</head>\n"
        f"<body{look}>\n<main>\n" + "\n".join(body) + f"\n</main>\n<footer>{foot}</footer>\n"
        "</body>\n</html>\n"
    )


def part_body(part: Part, heading: int = 1) -> str:
    """Return a part with its title as a heading of this level."""
    inside = "".join(_section(one, heading + 1) for one in part.sections)
    return f"<h{heading}>{_text(part.title)}</h{heading}>\n{inside}"


def blocks(made: tuple[Block, ...]) -> str:
    """Return blocks one below the other."""
    return "".join(map(_block, made))


def _section(section: Section, level: int) -> str:
    heading = f"<h{level}>{_text(section.heading)}</h{level}>\n" if section.heading else ""
    return heading + blocks(section.blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text=text, mark=mark):
            look = "" if mark is Mark.PLAIN else f' class="{mark.value}"'
            return f"<p{look}>{_text(text)}</p>\n"
        case Facts(rows=rows):
            told = (
                f'<tr><th scope="row">{_text(name)}</th><td>{_line(line)}</td></tr>'
                for name, line in rows
            )
            return f'<table class="facts">{"".join(told)}</table>\n'
        case Bullets(lines=lines):
            return f"<ul>{''.join(f'<li>{_line(line)}</li>' for line in lines)}</ul>\n"
        case Clash():
            return _clash(block)
        case Table():
            return _table(block)


def _clash(block: Clash) -> str:
    said = (
        f'<li>{_text(one.value)} <span class="by">({_text(one.by)})</span></li>'
        for one in block.claims
    )
    heading = f'<p class="strong">{_text(block.heading)}</p>'
    return f'<div class="clash">{heading}<ul>{"".join(said)}</ul></div>\n'


def _table(block: Table) -> str:
    heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in block.heads)
    rows = []
    for row in block.rows:
        first, *rest = row.cells
        cells = "".join(f"<td>{_text(cell)}</td>" for cell in rest)
        name = f"<b>{_text(first)}</b>" if row.strong else _text(first)
        rows.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
    return (
        '<table class="lined">'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>\n"
    )


def _line(line: Line) -> str:
    if not line.address:
        return _text(line.text)
    return f'<a href="{escape(readable(line.address))}">{_text(line.text)}</a>'


def _text(text: str) -> str:
    return escape(readable(text)).replace("\n", "<br>")
