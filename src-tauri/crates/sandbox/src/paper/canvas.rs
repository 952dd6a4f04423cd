use skrifa::outline::OutlinePen;
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};

use super::{palette::ACCENT, typeface::Typeface};

/// A white picture to write Chinese on. Lengths are pixels; y counts downwards.
pub(super) struct Canvas<'t> {
    pixels: Pixmap,
    typeface: &'t Typeface<'t>,
}

impl<'t> Canvas<'t> {
    pub(super) fn white(width: u32, height: u32, typeface: &'t Typeface<'t>) -> Option<Self> {
        let mut pixels = Pixmap::new(width, height)?;
        pixels.fill(Color::WHITE);
        Some(Self { pixels, typeface })
    }

    pub(super) fn typeface(&self) -> &'t Typeface<'t> {
        self.typeface
    }

    /// Writes a line whose baseline starts at a point.
    pub(super) fn write(&mut self, text: &str, (x, y): (f32, f32), size: f32, color: [u8; 3]) {
        self.write_through(text, size, opaque(color), Transform::from_translate(x, y));
    }

    /// Writes a faint line around a point, turned counter-clockwise by an angle in degrees.
    pub(super) fn watermark(&mut self, text: &str, (x, y): (f32, f32), size: f32, degrees: f32) {
        let half = self.typeface.width(text, size) / 2.0;
        let place = Transform::from_translate(x, y).pre_rotate(-degrees).pre_translate(-half, size / 3.0);
        let [red, green, blue] = ACCENT;
        self.write_through(text, size, Color::from_rgba8(red, green, blue, 40), place);
    }

    pub(super) fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), color: [u8; 3]) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.pixels.fill_rect(rect, &paint(opaque(color)), Transform::identity(), None);
        }
    }

    /// The outline of a rectangle, drawn inwards.
    pub(super) fn frame(
        &mut self,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        thickness: f32,
        color: [u8; 3],
    ) {
        self.fill((x, y), (width, thickness), color);
        self.fill((x, y + height - thickness), (width, thickness), color);
        self.fill((x, y), (thickness, height), color);
        self.fill((x + width - thickness, y), (thickness, height), color);
    }

    pub(super) fn into_png(self) -> Option<Vec<u8>> {
        self.pixels.encode_png().ok()
    }

    fn write_through(&mut self, text: &str, size: f32, color: Color, place: Transform) {
        let scale = size / self.typeface.units_per_em();
        let mut pen = Pen { path: PathBuilder::new(), x: 0.0, scale };
        for character in text.chars() {
            self.typeface.outline(character, &mut pen);
            pen.x += self.typeface.advance(character) * size;
        }
        // Blank text leaves no path.
        if let Some(path) = pen.path.finish() {
            self.pixels.fill_path(&path, &paint(color), FillRule::Winding, place, None);
        }
    }
}

fn opaque([red, green, blue]: [u8; 3]) -> Color {
    Color::from_rgba8(red, green, blue, 255)
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(color);
    paint
}

/// Turns a glyph's font units into pixels from the pen's place on the line.
struct Pen {
    path: PathBuilder,
    x: f32,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, -y * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.at(cx, cy), self.at(x, y));
        self.path.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let ((ax, ay), (bx, by), (x, y)) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.path.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
