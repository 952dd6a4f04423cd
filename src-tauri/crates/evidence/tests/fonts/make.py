"""Makes shapes.ttf, the font of the tests of evidence: boxes in place of letters, with the rules by which some of them join,
change places or stand on each other, and glyphs that are empty. Run it with fontTools: python3 make.py"""

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

# Name, code point, width; every glyph is a box, but for those that are empty or a line without area.
GLYPHS = [
    (".notdef", None, 500),
    ("space", 0x20, 250),
    ("beh", 0x0628, 700),
    ("beh.init", None, 400),
    ("beh.medi", None, 450),
    ("beh.fina", None, 650),
    ("alef", 0x0627, 300),
    ("alef.fina", None, 350),
    ("lam", 0x0644, 600),
    ("lam.init", None, 380),
    ("lam.medi", None, 390),
    ("lam.fina", None, 590),
    ("lam_alef", None, 620),
    ("tatweel", 0x0640, 200),
    ("hebrew_alef", 0x05D0, 610),
    ("hebrew_bet", 0x05D1, 580),
    ("ka", 0x0915, 800),
    ("i_matra", 0x093F, 260),
    ("acute", 0x0301, 0),
    ("empty_five", 0x2164, 1000),
    ("flat_ten", 0x2169, 1000),
    ("aegean_one", 0x10107, 500),
]
EMPTY = {"space", "empty_five"}
FLAT = {"flat_ten"}

FEATURES = """
languagesystem DFLT dflt;
languagesystem arab dflt;
languagesystem dev2 dflt;
feature init { script arab; sub beh by beh.init; sub lam by lam.init; } init;
feature medi { script arab; sub beh by beh.medi; sub lam by lam.medi; } medi;
feature fina { script arab; sub beh by beh.fina; sub lam by lam.fina; sub alef by alef.fina; } fina;
feature rlig { script arab; sub lam.init alef.fina by lam_alef; } rlig;
feature blws { script dev2; sub ka by ka; } blws;
markClass acute <anchor 0 600> @above;
feature mark { pos base beh <anchor 350 700> mark @above; } mark;
"""


def glyph(name, width):
    pen = TTGlyphPen(None)
    if name not in EMPTY:
        right, top = max(width, 300) - 40, 600
        corners = [(40, 0), (40, top), (right, top), (right, 0)]
        if name in FLAT:
            corners = [(40, 300), (300, 300), (right, 300)]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


names = [name for name, _, _ in GLYPHS]
builder = FontBuilder(1000, isTTF=True)
builder.setupGlyphOrder(names)
builder.setupCharacterMap({code: name for name, code, _ in GLYPHS if code})
builder.setupGlyf({name: glyph(name, width) for name, _, width in GLYPHS})
builder.setupHorizontalMetrics({name: (width, 40) for name, _, width in GLYPHS})
builder.setupHorizontalHeader(ascent=800, descent=-200)
builder.setupNameTable({"familyName": "Test Shapes", "styleName": "Regular", "psName": "TestShapes-Regular"})
builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, fsType=0)
builder.setupPost(keepGlyphNames=False)
# The same bytes on every run.
builder.updateHead(created=3786912000, modified=3786912000)
addOpenTypeFeaturesFromString(builder.font, FEATURES)
builder.font.recalcTimestamp = False
builder.save("shapes.ttf")
