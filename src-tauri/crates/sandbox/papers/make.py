"""Makes the papers of this folder from ../companies.json: a registration snapshot of each company, and the form of the report as
a PDF and as the text of a Word file, in which the sandbox fills the fields. Run it with fontTools, Pillow and PyMuPDF after a change of the companies:
python3 make.py"""

import base64, hashlib, io, json, zlib
from pathlib import Path

import pymupdf
from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image

FOLDER = Path(__file__).parent
SOURCE = FOLDER.with_name("companies.json").read_bytes()
COMPANIES = json.loads(SOURCE)
INK, GREY, ACCENT = "0.13 0.13 0.13", "0.39 0.37 0.35", "0.59 0.13 0.13"
RULE, SHADE, MARK = "0.80 0.77 0.74", "0.97 0.96 0.94", "0.97 0.93 0.93"

# Droid Sans Fallback (Apache-2.0), which PyMuPDF brings along.
FACE = pymupdf.Font("cjk").buffer


FIXED = [("营业期限", "长期"), ("登记状态", "存续（示例）"), ("登记机关", "示例市市场监督管理局")]
SHAREHOLDERS = [
    ("股东", "股东类型", "持股比例", "认缴期限"),
    ("示例控股有限公司", "企业法人", "60%", "2035-12-31"),
    ("吴试例", "自然人", "30%", "2035-12-31"),
    ("郑样例", "自然人", "10%", "2035-12-31"),
]


def code(words):
    return words.encode("utf-16-be").hex().upper()


def text(x, y, size, color, words, turn="1 0 0 1"):
    """Words, or a field in braces, which is as wide as its value may become."""
    shown = words if words.startswith("{") else code(words)
    return f"BT {color} rg /F {size} Tf {turn} {x:.1f} {y:.1f} Tm <{shown}> Tj ET\n"


def fill(x, y, width, height, color):
    return f"{color} rg {x:.1f} {y:.1f} {width:.1f} {height:.1f} re f\n"


def table(x, top, widths, rows, size, line, shaded):
    """Rows of cells from a top edge downwards; a cell with line breaks makes its row higher. Returns the lower edge as well."""
    drawn, y = "", top
    for number, row in enumerate(rows):
        lines = max(cell.count("\n") + 1 for cell in row)
        height = lines * line + size
        shade = fill(x, y - height, widths[0] if shaded == "column" else sum(widths), height, SHADE)
        drawn += shade if shaded == "column" or number == 0 else ""
        left = x
        for position, (cell, width) in enumerate(zip(row, widths)):
            color = GREY if shaded == "column" and position == 0 else INK
            for place, words in enumerate(cell.split("\n")):
                drawn += text(left + size * 0.65, y - size * 1.45 - place * line, size, color, words)
            left += width
        drawn += fill(x, y - 0.3, sum(widths), 0.6, RULE)
        y -= height
    drawn += fill(x, y - 0.3, sum(widths), 0.6, RULE)
    edges = [x + sum(widths[:count]) for count in range(len(widths) + 1)]
    return drawn + "".join(fill(edge - 0.3, y, 0.6, top - y, RULE) for edge in edges), y


def pdf(pages, size):
    """A PDF whose texts are UTF-16, so that a field can be filled without knowing the font. It is ASCII throughout."""
    used = sorted({*map(chr, range(0x20, 0x7F)), *SOURCE.decode(), *Path(__file__).read_text()} - {"\n"})
    options = subset.Options(hinting=False, drop_tables=["GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "vhea", "vmtx"])
    options.notdef_outline = True
    shrinking = subset.Subsetter(options)
    face = TTFont(io.BytesIO(FACE), recalcTimestamp=False)
    shrinking.populate(text="".join(used))
    shrinking.subset(face)
    glyphs, scale = face.getBestCmap(), 1000 / face["head"].unitsPerEm
    places = bytearray(2 * 65536)
    for point, name in glyphs.items():
        places[2 * point : 2 * point + 2] = face.getGlyphID(name).to_bytes(2, "big")
    widths = " ".join(f"{round(face['hmtx'][glyphs[point]][0] * scale)}" for point in range(0x20, 0x7F))
    packed = io.BytesIO()
    face.save(packed)
    blocks = sorted({point >> 8 for point in glyphs})
    ranges = "".join(f"<{block:02X}00> <{block:02X}FF> <{block:02X}00>\n" for block in blocks)
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Unicode def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(blocks)} beginbfrange\n{ranges}endbfrange\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )

    def stream(bytes, more=""):
        return f"<< /Length {len(bytes)} {more}>>\nstream\n{bytes}\nendstream"

    def binary(bytes):
        packed = base64.a85encode(zlib.compress(bytes, 9), wrapcol=120).decode() + "~>"
        return stream(packed, f"/Length1 {len(bytes)} /Filter [/ASCII85Decode /FlateDecode] ")

    first = 9
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [0 0 {size[0]} {size[1]}] "
        "/Resources << /Font << /F 3 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+DroidSansFallback /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 8 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+DroidSansFallback /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/CIDToGIDMap 7 0 R /DW 1000 /W [32 [{widths}]] >>",
        "<< /Type /FontDescriptor /FontName /AAAAAA+DroidSansFallback /Flags 4 /FontBBox [0 -200 1000 900] "
        "/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 6 0 R >>",
        binary(packed.getvalue()),
        binary(bytes(places)),
        stream(unicode),
    ]
    for number, content in enumerate(pages):
        objects += [f"<< /Type /Page /Parent 2 0 R /Contents {first + 1 + 2 * number} 0 R >>", stream(content)]
    file, starts = f"%PDF-1.7\n% {hashlib.md5(SOURCE).hexdigest()}\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n"
    entries = "".join(f"{start:010} 00000 n \n" for start in starts)
    count = len(objects) + 1
    file += f"xref\n0 {count}\n0000000000 65535 f \n{entries}"
    return file + f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{file.rindex('xref')}\n%%EOF\n"


def shades(color, strengths):
    """A colour on white, more or less of it."""
    parts = [float(part) for part in color.split()]
    return [[round(255 * (1 - strength + strength * part)) for part in parts] for strength in strengths]


def folded(words, count):
    return "\n".join(words[start : start + count] for start in range(0, len(words), count))


def snapshot(company):
    """620 × 875 points, drawn at two pixels a point."""
    drawn = "".join(text(148, y, 105, MARK, "示例数据", "0.87 0.5 -0.5 0.87") for y in [150, 430])
    for inset, thickness in [(15, 2.5), (21, 0.75)]:
        width, height = 620 - 2 * inset, 875 - 2 * inset
        drawn += f"{ACCENT} RG {thickness} w {inset} {inset} {width} {height} re S\n"
    drawn += text(202, 809, 27, ACCENT, "企业信用信息公示") + text(245, 783, 13, GREY, "工商登记快照（示例）")
    business = folded(company["business"], 26).split("\n")
    rows = [
        ("企业名称", company["name"]),
        ("统一社会信用代码", company["creditCode"]),
        ("注册号", company["registrationNo"]),
        ("企业类型", company["kind"]),
        ("法定代表人", company["legalRepresentative"]),
        ("注册资本", company["capital"]),
        ("成立日期", company["founded"]),
        ("住所", company["address"]),
        ("经营范围", "\n".join(business + [""] * (5 - len(business)))),
        *FIXED,
    ]
    cells, y = table(50, 760, [140, 380], rows, 13.5, 20, "column")
    drawn += cells + text(50, y - 27, 15, ACCENT, "股东及出资信息")
    drawn += table(50, y - 37, [208, 114, 84, 114], SHAREHOLDERS, 13.5, 20, "head")[0]
    return drawn + text(50, 39, 10, GREY, "本图由示例环境生成，企业与人员均为虚构，不具有任何效力。")


# What is drawn of each company alone, and where paper.rs puts it: left, top, right and lower edge, in pixels.
OWN = (380 + 2, 230, 1140 - 2, 230 + 763)


def field(name, characters=24):
    return "{" + name.ljust(4 * characters - 2) + "}"


TITLE = "基础身份报告（示例）"
NOTICE = "本报告由示例环境生成，所载企业、人员、号码均为虚构，仅供演示与测试，不得用作任何真实核查的依据。"
PERSON, FOUNDED = field("legal_representative"), field("founded")
# A heading, the columns' widths of 483 points, and the rows, the first of them the columns' headings.
TABLES = [
    ("一、基础身份信息", [126, 357], [
        ("项目", "内容"),
        ("企业名称", field("name")),
        ("统一社会信用代码", field("credit_code")),
        ("注册号", field("registration_no")),
        ("企业类型", field("kind")),
        ("法定代表人", PERSON),
        ("注册资本", field("capital")),
        ("成立日期", FOUNDED),
        ("住所", field("address", 32)),
        *FIXED,
    ]),
    ("二、股东及出资信息", [193, 106, 78, 106], SHAREHOLDERS),
    ("三、受益所有人", [87, 212, 78, 106], [
        ("姓名", "判定依据", "受益比例", "证件类型"),
        ("吴试例", "直接及间接持有超过25%的股权", "30%", "身份证（示例）"),
        (PERSON, "通过人事等方式实施控制", "—", "身份证（示例）"),
    ]),
    ("四、主要人员", [135, 213, 135], [
        ("姓名", "职务", "任职日期"),
        (PERSON, "执行董事、法定代表人", FOUNDED),
        ("吴试例", "总经理", "2020-06-30"),
        ("郑样例", "财务负责人", "2021-03-15"),
        ("冯演例", "监事", "2020-06-30"),
    ]),
]


def report():
    """Two pages of A4."""
    pages = []
    for number in [1, 2]:
        page = text(56, 802, 8, GREY, TITLE) + fill(56, 796, 483, 0.6, RULE)
        y = 780
        if number == 1:
            page += text(56, 752, 21, ACCENT, TITLE) + text(56, 728, 13, INK, field("name"))
            page += text(56, 710, 9, GREY, "订单号") + text(90, 710, 9, GREY, field("order", 32))
            page += text(300, 710, 9, GREY, "报告日期") + text(343, 710, 9, GREY, field("date"))
            y = 705
        for heading, widths, rows in TABLES[2 * number - 2 : 2 * number]:
            page += text(56, y - 23, 12.5, ACCENT, heading)
            cells, y = table(56, y - 32, widths, rows, 10, 12, "head")
            page += cells
        if number == 2:
            for line in folded(NOTICE, 40).split("\n"):
                y -= 17
                page += text(56, y - 23, 10, GREY, line)
        pages.append(page + text(225, 36, 8.5, GREY, f"示例数据，仅供演示　第 {number} 页，共 2 页"))
    return pdf(pages, (595, 842))


def word():
    """The same as word/document.xml; lengths are twentieths of a point, sizes of letters half points."""

    def paragraph(words, size, color, before=40, breaks=""):
        return (
            f'<w:p><w:pPr>{breaks}<w:spacing w:before="{before}" w:after="40"/></w:pPr><w:r><w:rPr>'
            f'<w:rFonts w:ascii="Microsoft YaHei" w:hAnsi="Microsoft YaHei" w:eastAsia="Microsoft YaHei"/>'
            f'<w:color w:val="{color}"/><w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
        )

    def row(cells, widths, shade):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{20 * width}" w:type="dxa"/>{shade}</w:tcPr>{paragraph(cell, 20, "212121")}</w:tc>'
            for cell, width in zip(cells, widths)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    body = paragraph(TITLE, 40, "962020") + paragraph(field("name"), 26, "212121")
    body += paragraph(f"订单号 {field('order')}　报告日期 {field('date')}", 18, "645E5A")
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="CDC4BC"/>'
        for edge in ["top", "left", "bottom", "right", "insideH", "insideV"]
    )
    for number, (heading, widths, rows) in enumerate(TABLES):
        body += paragraph(heading, 25, "962020", 280, "<w:pageBreakBefore/>" if number == 2 else "")
        grid = "".join(f'<w:gridCol w:w="{20 * width}"/>' for width in widths)
        body += (
            f'<w:tbl><w:tblPr><w:tblW w:w="9660" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="F8F4F0"/>'
        body += "".join(row(cells, widths, "" if place else shade) for place, cells in enumerate(rows)) + "</w:tbl>"
    body += paragraph(NOTICE, 20, "645E5A", 400)
    margins = " ".join(f'w:{side}="1120"' for side in ["top", "right", "bottom", "left"])
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:header="0" w:footer="0" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>\n"
    )


(FOLDER / "report.pdf").write_text(report())
(FOLDER / "word" / "document.xml").write_text(word())
blank = dict.fromkeys(COMPANIES[0], "")
drawn = pymupdf.open("pdf", pdf([snapshot(company) for company in [blank, *COMPANIES]], (620, 875)).encode())
pages = [page.get_pixmap(matrix=pymupdf.Matrix(2, 2)) for page in drawn]
form, *pages = [Image.frombytes("RGB", (page.width, page.height), page.samples) for page in pages]
height = OWN[3] - OWN[1]
sheet = Image.new("RGB", (OWN[2] - OWN[0], height * len(pages)))
for number, page in enumerate(pages):
    sheet.paste(page.crop(OWN), (0, height * number))
# Of the same sixteen colours, two pixels a byte, so that rows of one can be copied into the other.
palette = shades(INK, [1, 0.75, 0.5, 0.25, 0]) + shades(GREY, [1, 0.66, 0.33]) + shades(ACCENT, [1, 0.75, 0.5, 0.25])
palette += shades(RULE, [1, 0.66]) + shades(SHADE, [1]) + shades(MARK, [1])
colours = Image.new("P", (1, 1))
colours.putpalette([part for parts in palette for part in parts])
for name, picture in [("form", form), ("companies", sheet)]:
    drawn = picture.quantize(palette=colours, dither=Image.Dither.NONE)
    drawn.save(FOLDER / f"snapshot-{name}.png", optimize=True, bits=4)
