//! Running the command in a folder of its own.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// A folder with files, and the command run in it.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
}

/// What a run of the command left.
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with these files.
    pub(crate) fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self::new();
        for (name, bytes) in files {
            folder.file(name, bytes);
        }
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders it stands in.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs `saksi` with these arguments.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    /// Runs `saksi` with these arguments and this on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().expect("it ends by itself"),
        }
    }

    /// The command, with pipes, ready to start.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_saksi"));
        command.args(arguments).current_dir(self.folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(variable);
        }
        command
    }
}

impl Run {
    /// The articles of a run in JSONL, each checked against the schema.
    pub(crate) fn articles(&self) -> Vec<Value> {
        self.out.lines().map(|line| checked(serde_json::from_str(line).unwrap())).collect()
    }

    /// Asserts the exit code, showing what was said.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "standard error: {}", self.err);
        self
    }
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(saksi_contract::ARTICLE_JSON_SCHEMA).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

/// The article, if it keeps to its schema and every part is the words at its place.
pub(crate) fn checked(article: Value) -> Value {
    let faults: Vec<String> =
        SCHEMA.iter_errors(&article).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    let words = |span: &Value| {
        let at = |index: usize| usize::try_from(span[index].as_u64().unwrap()).unwrap();
        text[at(0)..at(1)].iter().collect::<String>()
    };
    let check = |part: &Value| {
        if let Some(spans) = part["spans"].as_array() {
            let pieces: Vec<String> = spans.iter().map(words).collect();
            assert_eq!(part["text"], pieces.join(" … "));
        }
    };
    check(&article["dateline"]);
    for block in article["blocks"].as_array().unwrap() {
        assert!(!words(&block["span"]).is_empty());
    }
    for statement in article["statements"].as_array().unwrap() {
        for part in ["source", "cue", "content", "addressee", "via", "said", "evidence"] {
            check(&statement[part]);
        }
        for quantity in statement["quantities"].as_array().unwrap() {
            assert_eq!(quantity["text"], words(&quantity["span"]));
        }
    }
    article
}
