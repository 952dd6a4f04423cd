//! Checks that no crate has a cycle of modules longer than two files, so that a module can be understood
//! without the whole crate.

use crate::shell::root;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Item, UseTree, Visibility};

/// A module's path within the crate; empty for the root.
type Name = Vec<String>;

#[derive(Default)]
struct Modules {
    files: BTreeMap<Name, syn::File>,
    /// Re-exports: the original path, by module and name.
    passed_on: BTreeMap<(Name, String), Name>,
}

/// The paths that occur in one file.
struct Paths<'a> {
    modules: &'a Modules,
    /// The current module: that of the file, or a nested inline module.
    here: Name,
    named: Vec<Name>,
}

impl Modules {
    fn of(source: &Path) -> Self {
        let mut modules = Self::default();
        let start =
            ["lib.rs", "main.rs"].map(|file| source.join(file)).into_iter().find(|file| file.exists());
        modules.add(&start.unwrap(), source, Name::new());
        let mut passed_on = BTreeMap::new();
        for (module, file) in &modules.files {
            for item in &file.items {
                if let Item::Use(import) = item
                    && passes_on(import)
                {
                    for path in leaves(&import.tree) {
                        if let Some(from) = modules.absolute(&path, module) {
                            passed_on.insert((module.clone(), path[path.len() - 1].clone()), from);
                        }
                    }
                }
            }
        }
        Self { passed_on, ..modules }
    }

    /// Parses a module's file and, recursively, those of its child modules.
    fn add(&mut self, file: &Path, folder: &Path, name: Name) {
        let parsed = syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
        for item in &parsed.items {
            let Item::Mod(module) = item else { continue };
            if module.content.is_none() && !is_for_tests(&module.attrs) {
                let child = module.ident.to_string();
                let within = folder.join(&child);
                let file = [folder.join(format!("{child}.rs")), within.join("mod.rs")];
                let file: PathBuf = file.into_iter().find(|file| file.exists()).unwrap();
                self.add(&file, &within, [&name[..], &[child]].concat());
            }
        }
        self.files.insert(name, parsed);
    }

    /// A path from the crate's root. `None` if it leads outside, or starts with an imported name, which was
    /// already counted.
    fn absolute(&self, path: &[String], here: &[String]) -> Option<Name> {
        let mut module = here.to_vec();
        let mut rest = path;
        while let Some(first @ ("crate" | "self" | "super")) = rest.first().map(String::as_str) {
            match first {
                "crate" => module.clear(),
                "super" => _ = module.pop(),
                _ => {}
            }
            rest = &rest[1..];
        }
        let absolute = [&module[..], rest].concat();
        let is_child = || self.files.contains_key(&absolute[..here.len() + 1]);
        (rest.len() < path.len() || !path.is_empty() && is_child()).then_some(absolute)
    }

    /// The module whose file defines what a path refers to.
    fn definer(&self, path: &[String]) -> Name {
        let within = (0..=path.len()).rev().find(|&end| self.files.contains_key(&path[..end])).unwrap();
        let module = path[..within].to_vec();
        let passed_on = path.get(within).and_then(|name| self.passed_on.get(&(module.clone(), name.clone())));
        match passed_on {
            Some(from) if !from.starts_with(path) => self.definer(from),
            _ => module,
        }
    }

    fn uses(&self) -> BTreeMap<Name, BTreeSet<Name>> {
        let mut uses = BTreeMap::new();
        for (module, file) in &self.files {
            let mut paths = Paths { modules: self, here: module.clone(), named: Vec::new() };
            paths.visit_file(file);
            let mut used: BTreeSet<Name> = paths.named.iter().map(|path| self.definer(path)).collect();
            used.remove(module);
            uses.insert(module.clone(), used);
        }
        uses
    }
}

impl Visit<'_> for Paths<'_> {
    fn visit_item_use(&mut self, import: &syn::ItemUse) {
        if !passes_on(import) && !is_for_tests(&import.attrs) {
            let paths = leaves(&import.tree);
            self.named.extend(paths.iter().filter_map(|path| self.modules.absolute(path, &self.here)));
        }
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let segments: Name = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.named.extend(self.modules.absolute(&segments, &self.here));
        visit::visit_path(self, path);
    }

    /// `pub(crate)` does not use the root module.
    fn visit_visibility(&mut self, _: &Visibility) {}

    fn visit_item_mod(&mut self, module: &syn::ItemMod) {
        if !is_for_tests(&module.attrs) && module.content.is_some() {
            self.here.push(module.ident.to_string());
            visit::visit_item_mod(self, module);
            self.here.pop();
        }
    }
}

/// Whether the `use` is a re-export. A module that re-exports items of its children does not use them.
fn passes_on(import: &syn::ItemUse) -> bool {
    !matches!(import.vis, Visibility::Inherited)
}

/// All paths of a `use`.
fn leaves(tree: &UseTree) -> Vec<Name> {
    match tree {
        UseTree::Path(path) => {
            let below = leaves(&path.tree).into_iter();
            below.map(|rest| [&[path.ident.to_string()], &rest[..]].concat()).collect()
        }
        UseTree::Name(name) if name.ident == "self" => vec![Name::new()],
        UseTree::Name(name) => vec![vec![name.ident.to_string()]],
        UseTree::Rename(name) => vec![vec![name.ident.to_string()]],
        UseTree::Glob(_) => vec![Name::new()],
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

/// A cycle of at least three modules, if there is one: a use whose way back is longer than one step.
fn cycle(uses: &BTreeMap<Name, BTreeSet<Name>>) -> Option<Vec<Name>> {
    let mut shortest: Option<Vec<Name>> = None;
    for (from, all) in uses {
        for to in all {
            let way = way_back(uses, to, from);
            if let Some(way) = way.filter(|way| shortest.as_ref().is_none_or(|least| way.len() < least.len()))
            {
                shortest = Some(way);
            }
        }
    }
    shortest
}

/// The shortest chain of uses from `from` to `to` that is longer than one step.
fn way_back(uses: &BTreeMap<Name, BTreeSet<Name>>, from: &Name, to: &Name) -> Option<Vec<Name>> {
    let mut ways = VecDeque::from([vec![from.clone()]]);
    let mut seen = BTreeSet::from([from.clone()]);
    while let Some(way) = ways.pop_front() {
        for next in uses.get(way.last()?)? {
            if next == to && way.len() > 1 {
                return Some([&way[..], std::slice::from_ref(next)].concat());
            }
            if next != to && seen.insert(next.clone()) {
                ways.push_back([&way[..], std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

#[test]
fn no_crate_has_a_cycle_of_modules_but_pairs() {
    let crates = fs::read_dir(root().join("src-tauri/crates")).unwrap();
    let sources = crates.map(|folder| folder.unwrap().path().join("src")).filter(|source| source.exists());
    let mut looked_at = 0;
    let mut cycles = Vec::new();
    for source in sources.chain([root().join("src-tauri/src")]) {
        let uses = Modules::of(&source).uses();
        looked_at += uses.values().map(BTreeSet::len).sum::<usize>();
        if let Some(cycle) = cycle(&uses) {
            let modules: Vec<String> = cycle.iter().map(|module| module.join("::")).collect();
            cycles.push(format!("{}: {}", source.display(), modules.join(" -> ")));
        }
    }
    assert_eq!(cycles, Vec::<String>::new());
    assert!(looked_at > 200, "the rule finds what it looks at: {looked_at}");
}

#[test]
fn a_cycle_of_three_is_found_through_what_is_passed_on() {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).unwrap();
    write("lib.rs", "mod a; mod b; mod c; pub use c::C;");
    write("a.rs", "use crate::b::B; pub struct A;");
    write("b.rs", "pub struct B(super::C);");
    write("c.rs", "pub struct C; #[cfg(test)] mod tests { use crate::a::A; }");
    assert_eq!(cycle(&Modules::of(folder.path()).uses()), None);
    write("c.rs", "pub struct C; mod inner { fn of(_: super::super::a::A) {} }");
    let found = cycle(&Modules::of(folder.path()).uses()).unwrap();
    assert_eq!(found.len(), 3);
    write("b.rs", "pub struct B(crate::a::A);");
    assert_eq!(cycle(&Modules::of(folder.path()).uses()), None, "a and b are a pair");
}
