//! The packages of the workspace and what they depend on, as cargo resolves them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// One package.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: Option<String>,
    pub(crate) repository: Option<String>,
    pub(crate) is_ours: bool,
    /// Ids of the packages that it is built from, tests left out.
    needs: Vec<String>,
}

/// All packages by id.
pub(crate) struct Graph {
    pub(crate) root: PathBuf,
    packages: BTreeMap<String, Package>,
}

impl Graph {
    /// Asks cargo.
    pub(crate) fn of_workspace() -> Result<Self, String> {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let output = Command::new(cargo)
            .args(["metadata", "--format-version", "1", "--locked"])
            .output()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
        let words = |value: &Value| value.as_str().map(str::to_owned);
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let mut packages: BTreeMap<String, Package> = BTreeMap::new();
        for package in list(&metadata["packages"]) {
            let known = Package {
                name: words(&package["name"]).unwrap_or_default(),
                version: words(&package["version"]).unwrap_or_default(),
                licence: words(&package["license"]),
                repository: words(&package["repository"]),
                is_ours: package["source"].is_null(),
                needs: Vec::new(),
            };
            packages.insert(words(&package["id"]).unwrap_or_default(), known);
        }
        for node in list(&metadata["resolve"]["nodes"]) {
            let Some(package) = node["id"].as_str().and_then(|id| packages.get_mut(id)) else { continue };
            for need in list(&node["deps"]) {
                if list(&need["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev") {
                    package.needs.extend(words(&need["pkg"]));
                }
            }
        }
        let root = words(&metadata["workspace_root"]).map(PathBuf::from).ok_or("cargo names no workspace")?;
        Ok(Self { root, packages })
    }

    /// All packages.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Package> {
        self.packages.values()
    }

    /// Everything that this package of ours is built from, itself left out.
    pub(crate) fn built_from(&self, name: &str) -> Vec<&Package> {
        let mut open: Vec<&str> = self
            .packages
            .iter()
            .filter(|(_, package)| package.is_ours && package.name == name)
            .map(|(id, _)| id.as_str())
            .collect();
        let mut seen: BTreeSet<&str> = open.iter().copied().collect();
        let mut found = Vec::new();
        while let Some(id) = open.pop() {
            let Some(package) = self.packages.get(id) else { continue };
            for need in &package.needs {
                if seen.insert(need) {
                    open.push(need);
                    found.extend(self.packages.get(need));
                }
            }
        }
        found.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
        found
    }
}
